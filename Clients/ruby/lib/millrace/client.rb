# frozen_string_literal: true

module Millrace
  # A client of one engine, for all threads of a process, and for its children after a fork.
  class Client
    include Methods

    # @return [String] the engine's socket
    attr_reader :path
    # @return [Float] how many seconds a call may take, unless it says otherwise
    attr_reader :deadline

    # How much longer than the engine this side waits: the engine says what was the matter, if it can.
    GRACE = 0.5

    # Connects to nobody yet.
    #
    # @param path [String] the engine's socket
    # @param deadline [Float] how many seconds a call may take
    # @param connections [Integer] the most connections of a process; as many as it has threads is best
    # @param breaker [CircuitBreaker] what decides when {#protect} asks no more
    def initialize(path = ENV.fetch("MILLRACE_SOCKET", "/run/millrace/millrace.sock"), deadline: 5.0, connections: 16,
                   breaker: CircuitBreaker.new)
      @path = path
      @deadline = deadline
      @breaker = breaker
      @pool = Pool.new(path, connections)
    end

    # Calls any method of the contract.
    #
    # @param method [String] its name there
    # @param params [Hash] its parameters
    # @return [Hash] the result
    # @raise [CallError] if the engine answers with an error
    # @raise [Timeout, Unreachable] if there is no answer
    def call(method, params = {}, deadline: nil)
      pipeline(deadline: deadline) { |batch| batch.call(method, params) }.first
    end

    # Sends the block's calls at once.
    #
    # @param meanwhile [#call, nil] what is done when they are sent, before their answers are waited for
    # @yieldparam batch [Pipeline]
    # @return [Array] the results in the order of the calls
    # @raise [CallError] of the first call that the engine answered with an error; {Pipeline::Future#value} tells of each
    def pipeline(deadline: nil, meanwhile: nil)
      batch = Pipeline.new
      yield batch
      exchange(batch.calls, deadline || @deadline, meanwhile) if batch.calls.any?
      batch.calls.map { |call| call.future.value }
    end

    # Tells what happens in a stream from now on, or from `since` on, on a connection of its own.
    #
    # @return [Subscription]
    def stream_subscribe(stream:, since: nil, at_least: nil, deadline: nil, **parameters)
      unknown = parameters.keys - STREAM
      raise ArgumentError, "unknown keyword: :#{unknown.join(", :")}" if unknown.any?

      parameters[:stream] = stream
      parameters[:since] = since unless since.nil?
      parameters[:at_least] = at_least unless at_least.nil?
      Subscription.new(@path, parameters, deadline || @deadline)
    end

    # Asks the engine in the block; if that cannot be, or has failed so often lately that it is not even tried, gives what
    # the fall-back gives.
    #
    # @example
    #   engine.protect(->(error) { stream_by_sql }) { engine.stream_read(stream: "home", viewer: id) }
    #
    # @param fallback [#call] gets the error, or nil if nothing was tried
    def protect(fallback, &block)
      @breaker.run(fallback, &block)
    end

    # Closes this process's connections that nobody uses.
    def close
      @pool.close
    end

    private

    def exchange(calls, seconds, meanwhile = nil)
      deadline = Connection.now + seconds + GRACE
      milliseconds = (seconds * 1000).ceil
      @pool.with(deadline) do |connection, fresh|
        waiting = {}
        lines = calls.map do |call|
          id, line = connection.request(call.method, { deadline_ms: milliseconds }.merge(call.params))
          waiting[id] = call
          line
        end
        connection.write(lines.join, deadline)
        meanwhile&.call
        take_answers(connection, waiting, deadline)
      rescue Unreachable
        # The engine was started anew since the connection was used last. All that was not answered is asked again:
        # applying a change twice has the effect of once.
        raise if fresh || waiting.size < calls.size

        return again(calls, seconds)
      end
    end

    # On a new connection, as idle ones may be as dead.
    def again(calls, seconds)
      @pool.close
      exchange(calls, seconds)
    end

    def take_answers(connection, waiting, deadline)
      until waiting.empty?
        message = connection.read(deadline)
        call = waiting.delete(message["id"])
        raise ProtocolError, "An answer to nothing that was asked." unless call

        call.future.message = message
      end
    end
  end
end
