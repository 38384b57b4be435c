# frozen_string_literal: true

module Stream
  # What the pod's streams have in common, in the shape of diaspora*'s: a user or nil, `max_time` in whatever form the
  # request has it, `posts` as a relation, and a page of it.
  class Base
    attr_reader :user, :max_time
    attr_accessor :order

    def initialize(user, max_time: nil, order: "created_at")
      @user = user
      @order = order
      self.max_time = max_time
    end

    def max_time=(given)
      @max_time = given.present? ? Time.at(given.to_i) : Time.now + 1
    end

    def stream_posts
      Rails.logger.info("by SQL")
      page = posts.includes_for_a_stream.where(Post.arel_table[order].lt(max_time)).order(order => :desc, id: :desc).limit(15)
      like_posts_for_stream!(page)
      page
    end

    protected

    def like_posts_for_stream!(posts)
      return posts unless user

      likes = Like.where(author_id: user.person_id, target_type: "Post", target_id: posts.map(&:id)).index_by(&:target_id)
      posts.each { |post| post.user_like = likes[post.id] }
    end
  end
end
