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

      config.after_initialize do
        # Rake's own processes and consoles write to the pod too.
        require "millrace/diaspora/hooks"
        require "millrace/diaspora/streams"
        Hooks.install(Client.new(deadline: 0.5), logger: Rails.logger)
        mode = ENV.fetch("MILLRACE_STREAMS", "off").to_sym
        # In development classes are loaded anew.
        Rails.application.reloader.to_prepare do
          Streams.install(Client.new(deadline: 1.0), mode: mode, logger: Rails.logger)
        end
      end
    end
  end
end
