# frozen_string_literal: true

require_relative "lib/millrace/version"

Gem::Specification.new do |spec|
  spec.name = "millrace"
  spec.version = Millrace::VERSION
  spec.summary = "Client of Millrace, the stream engine for diaspora* pods"
  spec.description = "Asks a Millrace engine on its Unix socket: streams, search, thumbnails, federation. " \
                     "Standard library only; safe under Puma's and Sidekiq's forks."
  spec.authors = ["The Millrace team"]
  spec.license = "Apache-2.0"
  spec.required_ruby_version = ">= 2.7"
  spec.files = Dir["lib/**/*.{rb,rake}", "README.md"]
end
