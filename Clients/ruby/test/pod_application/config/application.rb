# frozen_string_literal: true

require "rails"
require "active_record/railtie"
require "action_controller/railtie"
# What Bundler does for the line of the guide.
require "millrace/diaspora/railtie"

# A pod in small: a Rails application with the tables and the shape of diaspora*, to see what the gem does in one.
class PodApplication < Rails::Application
  config.root = File.expand_path("..", __dir__)
  config.load_defaults 6.1
  config.cache_classes = config.eager_load = Rails.env.production?
  config.consider_all_requests_local = true
  # The streams are in lib, which is loaded once, or again when it changes.
  (ENV["RELOAD"] ? config.autoload_paths : config.autoload_once_paths) << "#{config.root}/lib"
  config.eager_load_paths << "#{config.root}/lib"
  config.active_record.schema_format = :sql
  config.secret_key_base = "of a test"
  config.hosts.clear
  config.logger = Logger.new(ENV.fetch("LOG"), level: :info)
  config.paths["tmp"] = ENV.fetch("FOLDER")

  routes.append do
    get "/public" => "streams#public"
    get "/api" => "streams#api"
    get "/people/:id/:stream" => "streams#of_user"
    post "/like/:guid" => "streams#like"
  end
end
