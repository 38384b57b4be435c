# frozen_string_literal: true

module Stream
  class Likes < Base
    def posts
      Post.where(id: Like.where(author_id: user.person_id, target_type: "Post", positive: true).select(:target_id))
    end
  end
end
