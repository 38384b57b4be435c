# frozen_string_literal: true

require "active_record"
require "millrace"
require "millrace/diaspora/page"
require "millrace/diaspora/shadow"

module Millrace
  module Diaspora
    # Lets the engine answer a pod's streams, or be compared with what SQL answers.
    #
    # @example In an initializer of the pod
    #   Millrace::Diaspora::Streams.install(Millrace::Client.new(deadline: 1.0), mode: :shadow)
    module Streams
      # The engine's name of each of the pod's streams, and what it has to know beside the viewer.
      NAMES = {
        "Stream::Multi" => ["home", ->(_) { {} }],
        "Stream::Aspect" => ["aspects", ->(stream) { aspects(stream.aspect_ids) }],
        "Stream::FollowedTag" => ["followed_tags", ->(_) { {} }],
        "Stream::Mention" => ["mentions", ->(_) { {} }],
        "Stream::Likes" => ["liked", ->(_) { {} }],
        "Stream::Comments" => ["commented", ->(_) { {} }],
        "Stream::Activity" => ["activity", ->(_) { {} }],
        "Stream::Public" => ["public", ->(_) { {} }],
        "Stream::LocalPublic" => ["local_public", ->(_) { {} }],
        "Stream::Tag" => ["tag", ->(stream) { { tag: stream.tag_name } }],
        "Stream::Person" => ["person", ->(stream) { { person: stream.person.diaspora_handle } }]
      }.freeze
      # The engine takes an empty list for all aspects, and the pod for none: that is left to SQL.
      def self.aspects(ids)
        { aspects: ids.map(&:to_s) } if ids.any?
      end
      private_class_method :aspects

      # How the pod is served: by SQL alone, by SQL while the engine is asked too, or by the engine.
      MODES = %i[off shadow engine].freeze
      # What the pod's pages have.
      LIMIT = 15

      class << self
        # @return [Client]
        attr_reader :client
        # @return [Symbol] one of {MODES}
        attr_reader :mode
        # @return [Shadow]
        attr_reader :shadow

        # Puts the engine before those of the pod's stream classes that are there. To do it again changes the settings.
        #
        # @param client [Client] with a short deadline, for a page waits that long at most
        # @param logger [Logger, nil] hears of differences, and of what goes wrong
        # @return [Array<String>] the classes
        def install(client, mode:, logger: nil)
          raise ArgumentError, "mode is one of #{MODES.join(", ")}" unless MODES.include?(mode)

          @client = client
          @mode = mode
          @logger = logger
          @shadow = Shadow.new(client, logger)
          prepare
        end

        # Puts it before classes that were loaded anew.
        #
        # @return [Array<String>] the classes
        def prepare
          NAMES.keys.select { |name| constant(name)&.prepend(Answered) }
        end

        # What is asked for a page of a stream; nil for one that the engine does not know.
        #
        # @return [Hash, nil]
        def question(stream)
          name, more = NAMES[stream.class.name]
          parameters = more&.call(stream)
          return unless parameters && usual_order?(stream, name)

          question = { stream: name, limit: LIMIT, max_time: stream.max_time.to_i }.merge(parameters)
          question[:viewer] = stream.user.diaspora_handle if stream.user
          question
        end

        # Says that something of ours went wrong, and SQL serves.
        def failed(error)
          @logger&.warn("millrace: SQL answers: #{error.class}: #{error.message.lines.first&.chomp}")
          nil
        end

        private

        # The pod's classes can be told another one; the engine has these.
        def usual_order?(stream, name)
          order = stream.respond_to?(:order) ? stream.order.to_s : ""
          order.empty? || order.include?(name == "activity" ? "interacted_at" : "created_at")
        end

        # Loaded by that, if the pod loads its classes when they are needed.
        def constant(name)
          Object.const_get(name)
        rescue NameError
          nil
        end
      end

      # What is put before a stream class. Nothing that goes wrong in it reaches the pod.
      module Answered
        # @return [Array<Post>] the page, from the engine or by SQL
        def stream_posts
          question = Streams.mode == :off ? nil : millrace_question
          return super unless question
          return super.tap { |posts| Streams.shadow.compare(question, posts.to_a) } if Streams.mode == :shadow

          posts = millrace_posts(question)
          posts ? Page.new(posts) { super() } : super
        end

        private

        def millrace_question
          Streams.question(self)
        rescue StandardError => e
          Streams.failed(e)
        end

        # The engine's page in its order, by one SELECT, or nil if it does not answer: then the pod does what it did before.
        # What was deleted this moment is left out.
        def millrace_posts(question)
          page = Streams.client.protect(->(_) {}) { Streams.client.stream_read(**question) }
          return unless page

          places = page["items"].each_with_index.to_h { |item, place| [item["guid"], place] }
          # With what the pod's pages are loaded with, if it says so.
          all = ::Post.respond_to?(:includes_for_a_stream) ? ::Post.includes_for_a_stream : ::Post.all
          posts = all.where(guid: places.keys).to_a.sort_by { |post| places[post.guid] }
          like_posts_for_stream!(posts) if respond_to?(:like_posts_for_stream!, true)
          posts
        rescue Millrace::Error
          nil
        rescue StandardError => e
          Streams.failed(e)
        end
      end
    end
  end
end
