# frozen_string_literal: true

require_relative "pod_rows"

# What is posted in a pod, reshared, illustrated and taken back.
module PodPosts
  include PodRows

  private

  # Tags and mentions are what the text has.
  def text(mentioning: nil)
    words = ["Something new of #{@name} #{@count}"]
    words << "##{PodHistory::TAGS.sample(random: @random)}" if @random.rand < 0.5
    words << "@{#{mentioning.diaspora_handle}}" if mentioning
    words.join(" ")
  end

  def create_message(author, public:, aspects: [], recipients: [])
    mentioned = @random.rand < 0.3 ? open_person(local: true) : nil
    Post.transaction do
      words = text(mentioning: mentioned)
      post = Post.create!(author_id: author.id, public: public, guid: guid("post"), type: "StatusMessage", text: words,
                          created_at: moment, updated_at: now, interacted_at: now)
      PodHistory::TAGS.select { |name| words.include?("##{name}") }.each do |name|
        Tagging.create!(tag_id: tag(name).id, taggable_id: post.id, taggable_type: "Post", context: "tags", created_at: now)
      end
      mention(post, "Post", mentioned) if mentioned
      if @random.rand < 0.3
        poll = Poll.create!(question: "Which?", status_message_id: post.id, guid: guid("poll"))
        2.times { |number| PollAnswer.create!(answer: "No. #{number}", poll_id: poll.id, guid: guid("answer")) }
      end
      attach(post) if @random.rand < 0.2
      aspects.each { |id| AspectVisibility.create!(aspect_id: id, shareable_id: post.id, shareable_type: "Post") }
      # The pod imports these rows, which runs no callbacks.
      rows = recipients.uniq.map { |id| { user_id: id, shareable_id: post.id, shareable_type: "Post", hidden: false } }
      ShareVisibility.insert_all!(rows) if rows.any?
    end
  end

  def attach(post)
    Photo.create!(author_id: post.author_id, public: post.public, guid: guid("photo"), pending: false, text: "",
                  remote_photo_path: "https://pod.example/uploads/", remote_photo_name: "p.jpg", width: 8, height: 6,
                  status_message_guid: post.guid, created_at: now, updated_at: now)
  end

  def tag(name)
    Tag.find_by(name: name) || Tag.create!(name: name)
  end

  def mention(container, type, person)
    Mention.create!(mentions_container_id: container.id, mentions_container_type: type, person_id: person.id)
  end

  def post
    id, author = user
    aspects = Aspect.where(user_id: id).pluck(:id).sample(1 + @random.rand(2), random: @random)
    return create_message(author, public: true) if @random.rand < 0.6 || aspects.empty?

    contacts = Contact.where(id: AspectMembership.where(aspect_id: aspects).select(:contact_id)).pluck(:person_id)
    recipients = Person.where(id: contacts).where.not(owner_id: nil).pluck(:owner_id)
    create_message(author, public: false, aspects: aspects, recipients: recipients)
  end

  def remote_post
    author = open_person(local: false)
    return create_message(author, public: true) if @random.rand < 0.6

    recipients = Contact.where(person_id: author.id).pluck(:user_id) + [user.first]
    create_message(author, public: false, recipients: recipients)
  end

  def reshare
    root = any(Post, public: true, type: "StatusMessage") or return
    author = open_person
    return if Post.exists?(author_id: author.id, root_guid: root.guid) || author.id == root.author_id

    Post.transaction do
      reshare = Post.create!(author_id: author.id, public: true, guid: guid("post"), type: "Reshare", root_guid: root.guid,
                             created_at: moment, updated_at: now, interacted_at: now)
      root.update_columns(reshares_count: root.reshares_count + 1)
      participate(author, root)
      participate(Person.find(root.author_id), reshare)
    end
  end

  # Users subscribe to what they do something with, their own posts aside.
  def retract
    post = any(Post) or return
    Post.transaction { destroy_posts([post.id]) }
  end

  # As the pod does with all that belongs to a post, most of it without callbacks.
  def destroy_posts(ids)
    comments = Comment.where(commentable_id: ids)
    Like.where(target_type: "Comment", target_id: comments.select(:id)).delete_all
    comments.delete_all
    Like.where(target_type: "Post", target_id: ids).delete_all
    Participation.where(target_type: "Post", target_id: ids).delete_all
    Mention.where(mentions_container_type: "Post", mentions_container_id: ids).delete_all
    Tagging.where(taggable_type: "Post", taggable_id: ids).delete_all
    polls = Poll.where(status_message_id: ids)
    PollParticipation.where(poll_id: polls.select(:id)).delete_all
    PollAnswer.where(poll_id: polls.select(:id)).delete_all
    polls.delete_all
    [ShareVisibility, AspectVisibility].each { |model| model.where(shareable_type: "Post", shareable_id: ids).delete_all }
    guids = Post.where(id: ids).pluck(:guid)
    Photo.where(status_message_guid: guids).delete_all
    Post.where(root_guid: guids).update_all(root_guid: nil)
    Post.where(id: ids).each(&:destroy!)
  end

  def photo
    post = any(Post, type: "StatusMessage")
    attach(post) if post
  end

  def preview
    post = any(Post, type: "StatusMessage", open_graph_cache_id: nil) or return
    cache = OpenGraphCache.create!(title: "Page of #{post.guid}", ob_type: "article", image: "https://x.example/i.png",
                                   url: "https://x.example/", description: "Words")
    embed = OEmbedCache.create!(url: "https://v.example/", data: { "type" => "video", "title" => post.guid }.to_yaml)
    Post.where(id: post.id).update_all(open_graph_cache_id: cache.id, o_embed_cache_id: embed.id)
  end
end
