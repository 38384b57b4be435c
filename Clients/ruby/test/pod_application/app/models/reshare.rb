# frozen_string_literal: true

class Reshare < Post
end
