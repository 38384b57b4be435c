# frozen_string_literal: true

require "active_record"
require "millrace"
require "millrace/diaspora/step"
require "millrace/diaspora/steps"
require "millrace/diaspora/state"
require "millrace/diaspora/progress"
require "millrace/diaspora/sync"

module Millrace
  # Tells an engine what is in the PostgreSQL database of a diaspora* pod, 0.7 to 0.10.
  module Diaspora
  end
end
