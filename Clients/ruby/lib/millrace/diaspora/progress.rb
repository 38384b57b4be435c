# frozen_string_literal: true

module Millrace
  module Diaspora
    # A line that says how far a sync is, and how long it will take; on a terminal only.
    class Progress
      def initialize(total, done, output: $stderr)
        @total = [total, 1].max
        @begun_with = done
        @done = done
        @output = output
        @begun_at = Connection.now
      end

      # So many rows more were told.
      def add(count, name)
        @done += count
        return unless @output.tty?

        share = [@done.fdiv(@total), 1.0].min
        bar = ("#" * (share * 30)).ljust(30, ".")
        @output.print("\r[#{bar}] #{(share * 100).floor} % #{name.ljust(20)} #{rest}\e[K")
      end

      # Leaves the line.
      def finish
        @output.print("\r\e[K") if @output.tty?
      end

      private

      def rest
        told = @done - @begun_with
        return "" unless told.positive?

        seconds = ((@total - @done) * (Connection.now - @begun_at) / told).ceil
        format("%<minutes>d:%<seconds>02d left", minutes: [seconds, 0].max / 60, seconds: [seconds, 0].max % 60)
      end
    end
  end
end
