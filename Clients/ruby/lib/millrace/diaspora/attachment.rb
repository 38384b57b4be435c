# frozen_string_literal: true

module Millrace
  module Diaspora
    # A pod that has an engine: attached once, then kept in step.
    class Attachment
      # How often {#follow} looks at what is due before it looks at the triggers again.
      LOOKS = 60

      # @return [Due] what the engine was not told yet
      attr_reader :due

      # @param client [Client]
      # @param state [State] how far a sync has come
      # @param settings [Hash] what {Diaspora.settings} gives
      def initialize(client, state, settings: Diaspora.settings, connection: ActiveRecord::Base.connection,
                     output: $stderr, logger: nil)
        @client = client
        @state = state
        @settings = settings
        @connection = connection
        @output = output
        @due = Due.new(client, settings, connection: connection, logger: logger)
      end

      # Begins to note what the pod writes, tells everything else, and then what was written meanwhile.
      #
      # @return [Hash] what {Sync#run} gives, and `due`, how many rows were told after it
      def attach
        has_gaps = gaps.any?
        # What a sync that was interrupted told may have been written since, and nobody noted it.
        @state.clear if has_gaps
        Triggers.install(@connection)
        Triggers.admit(@connection) if has_gaps
        result = Sync.new(@client, @state, **@settings, connection: @connection, output: @output).run
        @due.synced(result["seq"])
        result.merge("due" => @due.tell)
      end

      # Tells what is due; everything, if the engine has lost something, or writes may not have been noted.
      #
      # @return [Hash] what {#attach} gives
      def sync
        return attach if gaps.any? || @due.status["behind"]

        { "due" => @due.tell }
      end

      # Says what the engine was not told yet, whether it may be out of step, and what to do.
      #
      # @return [Array<String>] a line for each
      def standing
        return ["The pod is not attached, or by an older version: rake millrace:attach."] unless Triggers.installed?(@connection)

        status = @due.status
        found = gaps
        found << "The engine misses what the pod has." if status["behind"]
        found << "The engine may be out of step and has to be told everything: rake millrace:sync." if found.any?
        ["#{status["count"]} rows are due#{", the oldest since #{status["since"]}" if status["since"]}.", *found]
      end

      # Goes on telling what is due, for what no hook tells: a pod without them, writes without callbacks, an engine that
      # was away. A pod that is not attached, or not any more, stays so. It ends when the block says so.
      #
      # @param pause [Float] seconds between two looks
      # @yieldreturn [Boolean] whether to go on
      def follow(pause: 1.0)
        looks = 0
        while yield
          begin
            sync if out_of_step?(looks)
            looks += 1
          rescue Error => e
            @output.puts("#{e.message} What is due is told later.")
          end
          sleep(pause)
        end
      end

      # Takes out of the pod's database what {#attach} put there. The engine keeps what it has.
      def detach
        Triggers.remove(@connection)
      end

      private

      # Whether all triggers are there takes PostgreSQL much longer to say than whether anything is due.
      def out_of_step?(looks)
        return false if Triggers.none?(@connection)

        ((looks % LOOKS).zero? && gaps.any?) || @due.any? || @due.status["behind"]
      end

      def gaps
        Triggers.gaps(@connection)
      end
    end
  end
end
