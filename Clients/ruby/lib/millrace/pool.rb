# frozen_string_literal: true

module Millrace
  # Connections that threads take turns with; each is opened when it is first needed.
  class Pool
    # @param path [String] the engine's socket
    # @param size [Integer] the most connections of this process
    def initialize(path, size)
      @path = path
      @size = size
      start
    end

    # Lends a connection to the block. One that the block fails on is closed: what it still would answer is nobody's.
    #
    # @yieldparam connection [Connection]
    # @yieldparam fresh [Boolean] whether it was opened just now
    def with(deadline)
      connection, fresh = take(deadline)
      done = false
      begin
        result = yield connection, fresh
        done = true
        result
      ensure
        give_back(connection, done)
      end
    end

    # Closes what is not lent.
    def close
      forget_parent
      @lock.synchronize do
        @count -= @idle.size
        @idle.each(&:close).clear
        @returned.broadcast
      end
    end

    private

    def start
      @pid = Process.pid
      @lock = Mutex.new
      @returned = ConditionVariable.new
      @idle = []
      @count = 0
    end

    # After a fork the parent's connections are closed unused, and those that were lent are forgotten.
    def forget_parent
      return if @pid == Process.pid

      inherited = @idle
      start
      inherited.each(&:close)
    end

    def take(deadline)
      forget_parent
      @lock.synchronize do
        while @idle.empty? && @count >= @size
          left = deadline - Connection.now
          raise Timeout, "All #{@size} connections to the engine are at work." if left <= 0

          @returned.wait(@lock, left)
        end
        return [@idle.pop, false] if @idle.any?

        @count += 1
      end
      begin
        [Connection.new(@path, deadline), true]
      rescue StandardError
        release
        raise
      end
    end

    def give_back(connection, done)
      # Lent by the parent, and returned by the child: this is another process's pool.
      return connection.close unless connection.own?

      if done
        @lock.synchronize do
          @idle.push(connection)
          @returned.signal
        end
      else
        connection.close
        release
      end
    end

    def release
      @lock.synchronize do
        @count -= 1
        @returned.signal
      end
    end
  end
end
