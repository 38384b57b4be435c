# frozen_string_literal: true

module Millrace
  # The version of this client; any engine of the same major version understands it.
  VERSION = "0.1.0"
end
