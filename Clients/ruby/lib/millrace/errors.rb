# frozen_string_literal: true

module Millrace
  # Everything that this client raises.
  class Error < StandardError; end

  # No engine answers, or the connection broke. Whether a write took effect is not known; to repeat it does no harm.
  class Unreachable < Error; end

  # There was no answer in time. Whether a write took effect is not known; to repeat it does no harm.
  class Timeout < Error; end

  # What came is no answer of an engine's.
  class ProtocolError < Error; end

  # The engine answered with an error.
  class CallError < Error
    # @return [Integer] the code of the contract
    attr_reader :code
    # @return [String] a word for programs
    attr_reader :reason
    # @return [String, nil] the parameter at fault
    attr_reader :field
    # @return [Integer, nil] the change of a `pod.apply` at fault
    attr_reader :index
    # @return [Hash] all that the engine said of it
    attr_reader :data

    # The error of an answer, of the class that its code has.
    #
    # @param error [Hash] the member `error` of an answer
    # @return [CallError]
    def self.from(error)
      (CODES[error["code"]] || CallError).new(error)
    end

    # @param error [Hash] the member `error` of an answer
    def initialize(error)
      @code = error["code"]
      @data = error["data"] || {}
      @reason = @data["reason"].to_s
      @field = @data["field"]
      @index = @data["index"]
      super("#{@data["detail"] || error["message"]} (#{@reason})")
    end

    # @return [Boolean] whether the same call may succeed later
    def retryable?
      @data["retryable"] == true
    end
  end

  # -32700: not JSON. A fault of this client.
  class ParseError < CallError; end
  # -32600: not a request, or too large.
  class InvalidRequest < CallError; end
  # -32601: an older engine does not know the method.
  class UnknownMethod < CallError; end
  # -32602: parameters are missing, of the wrong type or out of range; {#field} names one.
  class InvalidParameters < CallError; end
  # -32603: a fault of the engine's own; its log has the request's id.
  class EngineFault < CallError; end
  # -32000: a queue is full, or `at_least` was not reached in time.
  class Busy < CallError; end
  # -32001: not there, or not visible to this viewer; or the viewer has no account.
  class NotFound < CallError; end
  # -32002: the entity or envelope breaks a rule; {#reason} says which.
  class Rejected < CallError; end
  # -32003: a cursor, a subscription or a `since` that can no longer be served.
  class Stale < CallError; end
  # -32004: a picture that is not taken in.
  class UnsupportedMedia < CallError; end

  # Opened again, as its subclasses are values here.
  class CallError
    # The classes of the contract's codes.
    CODES = {
      -32_700 => ParseError, -32_600 => InvalidRequest, -32_601 => UnknownMethod, -32_602 => InvalidParameters,
      -32_603 => EngineFault, -32_000 => Busy, -32_001 => NotFound, -32_002 => Rejected, -32_003 => Stale,
      -32_004 => UnsupportedMedia
    }.freeze
  end
end
