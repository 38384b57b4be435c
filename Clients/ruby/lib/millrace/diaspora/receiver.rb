# frozen_string_literal: true

require "millrace"

module Millrace
  module Diaspora
    # Takes in what other pods send, on Rack: `POST /receive/public` and `POST /receive/users/:guid`.
    #
    # The engine checks it, keeps it, and shows it at once; what it refuses ends here. What it took comes to the pod: as
    # an entity, if there is a block, else as the request itself, for the pod to receive as ever. Whatever the engine
    # cannot judge (it is away, the pod keeps its users' keys to itself, an account it does not know) goes to the pod too,
    # so that nothing depends on the engine.
    #
    # @example In config/application.rb of the pod
    #   config.middleware.insert 0, Millrace::Diaspora::Receiver
    class Receiver
      # What came, as far as the engine understood it.
      #
      # `status` is `accepted`, `duplicate` or `parked`; `entity` has `type`, `guid`, `author`, `data`; `recipient` is the
      # user's ID, or nil; `body` what was sent; `needs` what a parked one waits for.
      Delivery = Struct.new(:status, :entity, :recipient, :body, :needs, keyword_init: true)

      # The longest body: a text of 65,535 characters, escaped and in base64, with its pictures, is below.
      LIMIT = 2 << 20
      PATH = %r{\A/receive/(?:public|users/([^/]+))\z}.freeze
      GUID = /\A[0-9A-Za-z\-_@.:]{16,255}\z/.freeze
      # Refusals that say something of the engine, not of what came.
      UNJUDGED = %w[private_key_missing private_key_unusable key_unusable recipient_unknown recipient_closed].freeze
      PLAIN = { "content-type" => "text/plain" }.freeze

      # @param app [#call, nil] the pod; without one what is not for the engine is answered with 503
      # @param client [Client]
      # @param accounts [#call] gives the diaspora* ID of the local user with a person's GUID, or nil
      # @yieldparam delivery [Delivery] what the engine has taken; if this raises, the sender is told to send it again
      def initialize(app = nil, client: Client.new, accounts: Receiver.method(:account), &accepted)
        @app = app
        @client = client
        @accounts = accounts
        @accepted = accepted
      end

      # By the pod's own tables.
      def self.account(guid)
        connection = ActiveRecord::Base.connection
        connection.select_value("SELECT diaspora_handle FROM people WHERE owner_id IS NOT NULL " \
                                "AND guid = #{connection.quote(guid)}")
      end

      # @param env [Hash] a request, as Rack has it
      # @return [Array] an answer, as Rack has it
      def call(env)
        path = PATH.match(env["PATH_INFO"].to_s)
        return pass(env, 404) unless path
        return answer(405, "allow" => "POST") unless env["REQUEST_METHOD"] == "POST"

        recipient = path[1] && recipient(path[1])
        return answer(404) if path[1] && recipient.nil?

        body = read(env["rack.input"])
        return answer(413) if body.bytesize > LIMIT

        receive(env, body, recipient)
      end

      private

      # A closed account has its GUID still, and is answered as others are.
      def recipient(guid)
        @accounts.call(guid) if GUID.match?(guid)
      end

      def read(input)
        return +"" unless input

        body = input.read(LIMIT + 1) || +""
        input.rewind if input.respond_to?(:rewind)
        body.b
      end

      def receive(env, body, recipient)
        result = @client.protect(->(_) {}) { @client.federation_receive(**parameters(body, recipient)) }
        return pass(env, 503) unless result

        delivery = Delivery.new(status: result["status"], entity: result["entity"], recipient: recipient, body: body,
                                needs: result["needs"])
        return pass(env, 202) unless @accepted

        @accepted.call(delivery)
        answer(202)
      rescue Rejected => e
        # Never why: whoever sends learns nothing of keys, or of who ignores whom.
        UNJUDGED.include?(e.reason) ? pass(env, 503) : answer(202)
      rescue InvalidParameters
        # Not even the shape of something that is sent, such as bytes that are no text.
        answer(202)
      rescue Error
        pass(env, 503)
      end

      def parameters(body, recipient)
        text = body.dup.force_encoding(Encoding::UTF_8)
        return { recipient: recipient, payload: text.scrub } if recipient
        return { envelope: text } if text.valid_encoding?

        { envelope_base64: [body].pack("m0") }
      end

      def pass(env, otherwise)
        @app ? @app.call(env) : answer(otherwise)
      end

      def answer(status, more = {})
        [status, PLAIN.merge(more), []]
      end
    end
  end
end
