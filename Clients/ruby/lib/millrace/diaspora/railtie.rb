# frozen_string_literal: true

require "rails"
require "millrace/diaspora/search_page"

module Millrace
  module Diaspora
    # All that a pod needs in its Gemfile: `gem "millrace", require: "millrace/diaspora/railtie"`.
    #
    # It brings the rake tasks. Once the pod was attached it keeps the engine in step, and `MILLRACE_STREAMS` says who
    # answers streams: `off` (unless said), `shadow` or `engine`. With `MILLRACE_SEARCH=true` the pod has a page that
    # searches posts, `/search/posts`.
    class Railtie < Rails::Railtie
      rake_tasks { load File.expand_path("../../tasks/millrace.rake", __dir__) }

      initializer "millrace.search" do |app|
        # Behind the session, which stands in the stack already.
        app.middleware.use SearchPage if ENV["MILLRACE_SEARCH"] == "true"
      end

      # After the pod's initializers, before its classes are loaded in production; in development whenever they are loaded
      # anew. What is registered later, in `after_initialize`, is never called in production.
      config.to_prepare { Railtie.answer_streams }

      config.after_initialize do
        # Rake's own processes and consoles write to the pod too.
        require "millrace/diaspora/hooks"
        Hooks.install(Client.new(deadline: 0.5), logger: Rails.logger)
      end

      class << self
        # Lets the engine answer the pod's streams, or be compared with them, if `MILLRACE_STREAMS` says so.
        def answer_streams
          mode = ENV.fetch("MILLRACE_STREAMS", "").strip
          return if ["", "off"].include?(mode)
          # A slip of the pen shall not keep the pod from starting.
          return Rails.logger.error("millrace: MILLRACE_STREAMS is off, shadow or engine, not #{mode}: SQL serves.") unless
            %w[shadow engine].include?(mode)

          require "millrace/diaspora/streams"
          return Streams.prepare if Streams.client

          say_who_answers(mode, Streams.install(Client.new(deadline: 1.0), mode: mode.to_sym, logger: Rails.logger))
        end

        private

        def say_who_answers(mode, classes)
          return Rails.logger.error("millrace: the pod has no stream classes: SQL serves.") if classes.empty?

          who = mode == "shadow" ? "SQL answers, and the engine is compared with it" : "the engine answers"
          Rails.logger.info("millrace: #{who}: #{classes.join(", ")}")
        end
      end
    end
  end
end
