# frozen_string_literal: true

require "json"
require "socket"

module Millrace
  # One connection to the engine, used by one thread at a time.
  #
  # It belongs to the process that opened it. After a fork the child closes its copy of the descriptor and writes nothing:
  # the parent's conversation goes on undisturbed.
  class Connection
    # Bytes that are read at once.
    CHUNK = 65_536

    # @param path [String] the engine's socket
    # @param deadline [Float] by when it must be there, in seconds of {Connection.now}
    def initialize(path, deadline)
      @pid = Process.pid
      @last_id = 0
      @buffer = String.new(encoding: Encoding::BINARY)
      @searched = 0
      @socket = self.class.open(path, deadline)
    end

    # @return [Float] seconds by a clock that nobody sets
    def self.now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end

    # Connects without blocking: an engine that is stopped takes connections until its queue is full, and then none.
    #
    # @return [Socket]
    def self.open(path, deadline)
      address = Socket.sockaddr_un(path)
      loop do
        socket = Socket.new(:UNIX, :STREAM)
        begin
          socket.connect_nonblock(address)
          return socket
        rescue Errno::EAGAIN, Errno::EINPROGRESS
          socket.close
          raise Timeout, "No engine took the connection on #{path} in time." if now >= deadline

          # Nothing tells when there is room in the queue.
          sleep 0.01
        rescue SystemCallError => e
          socket.close
          raise Unreachable, "No engine answers on #{path}: #{why(e)}."
        end
      end
    rescue ArgumentError => e
      raise Unreachable, "No engine answers on #{path}: #{e.message}."
    end

    # Without what is being connected, which the sentence has.
    def self.why(error)
      words = error.message.split(" - ").first
      return words unless error.is_a?(Errno::EACCES)

      "#{words}, for this user is not in the socket's group, or not since the last login"
    end
    private_class_method :why

    # @return [Boolean] whether this process opened it
    def own?
      @pid == Process.pid
    end

    # Closes this process's descriptor.
    def close
      @socket.close unless @socket.closed?
    end

    # Makes the line of a request.
    #
    # @return [Array(Integer, String)] its id and the line
    def request(method, params)
      @last_id += 1
      [@last_id, "#{JSON.generate("jsonrpc" => "2.0", "id" => @last_id, "method" => method, "params" => params)}\n"]
    end

    # Sends bytes; answers that arrive meanwhile are kept, so that neither side waits for the other.
    def write(bytes, deadline)
      bytes = bytes.b
      until bytes.empty?
        written = @socket.write_nonblock(bytes, exception: false)
        if written == :wait_writable
          ready = IO.select([@socket], [@socket], nil, left(deadline)) or raise Timeout, "The engine takes no requests."
          fill if ready[0].any?
        else
          bytes = bytes.byteslice(written..)
        end
      end
    rescue SystemCallError, IOError => e
      raise Unreachable, "The connection broke: #{e.message}."
    end

    # @return [Hash] the next message that arrives
    def read(deadline)
      until (line = take_line)
        unless IO.select([@socket], nil, nil, left(deadline))
          raise Timeout, "There was no answer in time; what was to be written may still happen."
        end

        fill
      end
      message = JSON.parse(line)
      message.is_a?(Hash) ? message : raise(ProtocolError, "What came is no answer of an engine's.")
    rescue JSON::ParserError
      raise ProtocolError, "What came is no answer of an engine's."
    rescue SystemCallError, IOError => e
      raise Unreachable, "The connection broke: #{e.message}."
    end

    private

    def left(deadline)
      deadline && [deadline - self.class.now, 0].max
    end

    def fill
      chunk = @socket.read_nonblock(CHUNK, exception: false)
      raise Unreachable, "The engine closed the connection before it answered: it ended, or its setting " \
                           "`users` does not name this user." if chunk.nil?

      @buffer << chunk unless chunk == :wait_readable
    end

    def take_line
      newline = @buffer.index("\n", @searched)
      if newline.nil?
        @searched = @buffer.bytesize
        return nil
      end
      @searched = 0
      @buffer.slice!(0..newline).force_encoding(Encoding::UTF_8)
    end
  end
end
