# frozen_string_literal: true

class StreamsController < ActionController::Base
  def public
    show Stream::Public.new(viewer, max_time: params[:max_time], **params.permit(:order).to_h.symbolize_keys).stream_posts
  end

  def of_user
    stream = params[:stream] == "likes" ? Stream::Likes.new(viewer) : Stream::Person.new(viewer, viewer.person)
    show stream.stream_posts
  end

  # As the REST API narrows and pages what a stream has.
  def api
    page = Stream::Public.new(viewer, max_time: params[:before]).stream_posts
    show page.everybodys.where("posts.created_at > ?", Time.at(params[:after].to_i)).limit(params[:per_page])
  end

  def like
    post = Post.find_by!(guid: params[:guid])
    Like.create!(author_id: viewer.person_id, target_id: post.id, target_type: "Post", guid: SecureRandom.hex, positive: true)
    head :created
  end

  private

  def show(posts)
    render json: posts.map { |post| { guid: post.guid, author: post.author.diaspora_handle, liked: post.user_like.present? } }
  end

  def viewer
    @viewer ||= User.find_by(id: params[:id])
  end

  def verify_authenticity_token; end
end
