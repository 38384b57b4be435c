# frozen_string_literal: true

require_relative "millrace/version"
require_relative "millrace/errors"
require_relative "millrace/connection"
require_relative "millrace/pool"
require_relative "millrace/methods"
require_relative "millrace/pipeline"
require_relative "millrace/subscription"
require_relative "millrace/circuit_breaker"
require_relative "millrace/client"

# Client of Millrace, the stream engine for diaspora* pods.
#
# @example
#   engine = Millrace::Client.new("/run/millrace/millrace.sock")
#   page = engine.stream_read(stream: "home", viewer: "alice@pod.example")
#   page["items"].each { |item| puts item["text"] }
module Millrace
end
