# frozen_string_literal: true

module Stream
  class Public < Base
    def posts
      Post.everybodys
    end
  end
end
