# frozen_string_literal: true

module Millrace
  # Keeps a sick engine from making everybody wait: after some failures in a row it is not asked for a while, then by one
  # caller, and by all again once that one got an answer.
  #
  # An error that the engine answers with is an answer, {Busy} aside.
  class CircuitBreaker
    # What counts as a failure.
    FAILURES = [Unreachable, Timeout, Busy].freeze

    # @param threshold [Integer] failures in a row that open it
    # @param pause [Float] seconds in which nothing is asked then
    def initialize(threshold: 3, pause: 5.0)
      @threshold = threshold
      @pause = pause
      @lock = Mutex.new
      @failures = 0
      @closed_again_at = nil
    end

    # @return [Boolean] whether nothing is asked now
    def open?
      @lock.synchronize { !@closed_again_at.nil? && Connection.now < @closed_again_at }
    end

    # Runs the block, or gives what the fall-back gives.
    #
    # @param fallback [#call] gets the error, or nil if nothing was tried
    def run(fallback)
      return fallback.call(nil) unless admit?

      begin
        result = yield
      rescue *FAILURES => e
        failed
        return fallback.call(e)
      rescue StandardError
        succeeded
        raise
      end
      succeeded
      result
    end

    private

    # Whoever comes first after the pause tries, and keeps the others away meanwhile.
    def admit?
      @lock.synchronize do
        return true if @closed_again_at.nil?
        return false if Connection.now < @closed_again_at

        @closed_again_at = Connection.now + @pause
        true
      end
    end

    def failed
      @lock.synchronize do
        @failures += 1
        @closed_again_at = Connection.now + @pause if @failures >= @threshold
      end
    end

    def succeeded
      @lock.synchronize do
        @failures = 0
        @closed_again_at = nil
      end
    end
  end
end
