# frozen_string_literal: true

require "rails"

module Millrace
  module Diaspora
    # All that a pod needs in its Gemfile: `gem "millrace", require: "millrace/diaspora/railtie"`.
    #
    # It brings the rake tasks. Once the pod was attached it keeps the engine in step, and `MILLRACE_STREAMS` says who
    # answers streams: `off` (unless said), `shadow` or `engine`.
    class Railtie < Rails::Railtie
      rake_tasks { load File.expand_path("../../tasks/millrace.rake", __dir__) }

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
