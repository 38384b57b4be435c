# frozen_string_literal: true

require "millrace/diaspora"

module Millrace
  module Diaspora
    # Tells the engine what the pod writes, after each commit and before the request goes on, so that whoever wrote
    # something sees it. It never raises, and never waits longer than its deadline; an engine that does not answer is not
    # asked for a while. What could not be told stays due, and is told with what is written next, or by
    # `rake millrace:sync`.
    module Hooks
      # What may go wrong without the pod noticing.
      FAULTS = [Millrace::Error, ActiveRecord::ActiveRecordError].freeze
      # How long nobody looks again after PostgreSQL said no, in seconds.
      PAUSE = 5.0

      class << self
        # Puts the hooks on; to do it again changes the settings.
        #
        # @param client [Client]
        # @param deadline [Float] how many seconds a commit may wait for it
        # @param logger [#warn, nil]
        def install(client, settings: Diaspora.settings, deadline: 0.5, logger: nil)
          @client = client
          @deadline = deadline
          @logger = logger
          @due = Due.new(client, settings, logger: logger)
          @tables = Watch::ALL.map(&:table).to_set
          @quiet_until = 0
          ActiveRecord::Base.after_commit { Hooks.committed(self.class) } unless @is_on
          @is_on = true
        end

        # Takes them off.
        def remove
          @client = nil
        end

        # Tells what is due, if that table is one that matters.
        def committed(model)
          return unless @client && @tables.include?(model.table_name) && Connection.now >= @quiet_until
          return unless @due.any?

          @client.protect(->(error) { warn(error) if error }) { @due.tell_some(deadline: @deadline) }
        rescue *FAULTS => e
          @quiet_until = Connection.now + PAUSE
          warn(e)
        end

        private

        def warn(error)
          @logger&.warn("millrace: what was written stays due: #{error.message.lines.first&.chomp}")
        end
      end
    end
  end
end
