# frozen_string_literal: true

module Millrace
  # Calls that are sent at once, and answered in whatever order.
  class Pipeline
    include Methods

    # What a call of a pipeline will give.
    class Future
      # @return [Hash] the result
      # @raise [CallError] if the engine answered with an error
      def value
        raise Error, "The pipeline was not sent." unless @message
        raise CallError.from(@message["error"]) if @message["error"]

        @message["result"]
      end

      # @api private
      attr_writer :message
    end

    # @api private
    Call = Struct.new(:method, :params, :future)

    # @api private
    attr_reader :calls

    def initialize
      @calls = []
    end

    # Adds a call.
    #
    # @return [Future]
    def call(method, params = {}, deadline: nil)
      params = params.merge(deadline_ms: (deadline * 1000).ceil) if deadline
      Future.new.tap { |future| @calls << Call.new(method, params, future) }
    end
  end
end
