# frozen_string_literal: true

require_relative "pod_application/config/environment"
require "rack/mock"
require "json"

# Answers a request a line, "GET /path", with its status and body on a line.
requests = Rack::MockRequest.new(Rails.application)
$stdout.sync = true
$stdin.each_line(chomp: true) do |line|
  answer = requests.request(*line.split)
  puts JSON.generate([answer.status, answer.body])
end
