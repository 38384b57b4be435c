# frozen_string_literal: true

require_relative "pod_rows"

# What people say and think of posts in a pod.
module PodInteractions
  include PodRows

  private

  def participate(author, post)
    return if author.owner_id.nil? || author.id == post.author_id

    participation = Participation.find_by(target_id: post.id, target_type: "Post", author_id: author.id)
    return participation.update!(count: participation.count + 1) if participation

    Participation.create!(target_id: post.id, target_type: "Post", author_id: author.id, guid: guid("part"))
  end

  def leave(author_id, post_id)
    participation = Participation.find_by(target_id: post_id, target_type: "Post", author_id: author_id)
    return unless participation

    participation.count > 1 ? participation.update!(count: participation.count - 1) : participation.destroy!
  end

  # A post that somebody may interact with, and who.
  def meeting
    post = any(Post) or return
    return [post, open_person] if post.public

    id = ShareVisibility.where(shareable_id: post.id, shareable_type: "Post").pluck(:user_id).min
    author = id ? Person.find_by(owner_id: id, closed_account: false) : nil
    author && [post, author]
  end

  def comment
    post, author = meeting
    return unless author

    Comment.transaction do
      # One time for both: streams are compared by the second.
      time = now
      comment = Comment.create!(text: text, commentable_id: post.id, commentable_type: "Post", author_id: author.id,
                                guid: guid("comment"), created_at: time, updated_at: time)
      post.update_columns(comments_count: Comment.where(commentable_id: post.id).count, interacted_at: time)
      participate(author, post)
      comment
    end
  end

  def like
    post, author = meeting
    return unless author && !Like.exists?(target_id: post.id, target_type: "Post", author_id: author.id)

    Like.transaction do
      Like.create!(positive: true, target_id: post.id, target_type: "Post", author_id: author.id, guid: guid("like"))
      participate(author, post)
    end
  end

  def unlike
    like = any(Like, target_type: "Post") or return
    Like.transaction do
      like.destroy!
      leave(like.author_id, like.target_id)
    end
  end

  def uncomment
    comment = any(Comment) or return
    Comment.transaction do
      Like.where(target_type: "Comment", target_id: comment.id).delete_all
      Mention.where(mentions_container_type: "Comment", mentions_container_id: comment.id).delete_all
      comment.destroy!
      leave(comment.author_id, comment.commentable_id)
    end
  end

  def vote
    poll = any(Poll) or return
    author = open_person
    post = Post.find_by(id: poll.status_message_id)
    return if post.nil? || !post.public || PollParticipation.exists?(poll_id: poll.id, author_id: author.id)

    PollParticipation.transaction do
      answer = any(PollAnswer, poll_id: poll.id)
      PollParticipation.create!(poll_id: poll.id, poll_answer_id: answer.id, author_id: author.id, guid: guid("vote"))
      answer.update_columns(vote_count: PollParticipation.where(poll_answer_id: answer.id).count)
      participate(author, post)
    end
  end
end
