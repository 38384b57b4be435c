# frozen_string_literal: true

module Millrace
  # What happens in a stream, as it happens.
  #
  # @example
  #   engine.stream_subscribe(stream: "public").each { |event| puts event["event"], event["guid"] }
  class Subscription
    include Enumerable

    # @return [Integer] up to which `seq` all was told; who subscribes again `since` then misses nothing
    attr_reader :seq

    # @api private
    def initialize(path, parameters, seconds)
      deadline = Connection.now + seconds + Client::GRACE
      @connection = Connection.new(path, deadline)
      id, line = @connection.request("stream.subscribe", parameters.merge(deadline_ms: (seconds * 1000).ceil))
      @connection.write(line, deadline)
      message = @connection.read(deadline)
      raise ProtocolError, "An answer to nothing that was asked." unless message["id"] == id
      raise CallError.from(message["error"]) if message["error"]

      @seq = message["result"]["seq"]
    rescue StandardError
      @connection&.close
      raise
    end

    # Waits for the next event.
    #
    # @param timeout [Float, nil] how many seconds; nil: for ever
    # @return [Hash, nil] `event`, `seq`, and `guid`, `item`, `reason` where it has them; nil after `closed`
    # @raise [Timeout] if nothing happens; the subscription goes on
    # @raise [Unreachable] if the engine went away
    def next(timeout: nil)
      return nil if @closed

      message = @connection.read(timeout && (Connection.now + timeout))
      event = message["params"]
      raise ProtocolError, "What came is no event." unless message["method"] == "stream.event" && event.is_a?(Hash)

      @seq = event["seq"]
      close if event["event"] == "closed"
      event
    end

    # Gives each event to the block, until the engine closes the subscription or the block breaks.
    def each
      return to_enum unless block_given?

      while (event = self.next)
        yield event
      end
    end

    # Ends it.
    def close
      @closed = true
      @connection.close
    end
  end
end
