# frozen_string_literal: true

module Millrace
  module Diaspora
    # A pod that has an engine: attached once, then kept in step.
    class Attachment
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
        Triggers.install(@connection)
        result = Sync.new(@client, @state, **@settings, connection: @connection, output: @output).run
        @due.synced(result["seq"])
        result.merge("due" => @due.tell)
      end

      # Tells what is due; everything, if the engine has lost something.
      #
      # @return [Hash] what {#attach} gives
      def sync
        return attach if !Triggers.installed?(@connection) || @due.status["behind"]

        { "due" => @due.tell }
      end

      # Goes on telling what is due, for what no hook tells: a pod without them, writes without callbacks, an engine that
      # was away. It ends when the block says so.
      #
      # @param pause [Float] seconds between two looks
      # @yieldreturn [Boolean] whether to go on
      def follow(pause: 1.0)
        while yield
          begin
            sync if @due.any? || @due.status["behind"]
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
    end
  end
end
