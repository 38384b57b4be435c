# frozen_string_literal: true

class StatusMessage < Post
end
