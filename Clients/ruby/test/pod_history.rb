# frozen_string_literal: true

require "yaml"
require_relative "pod_rows"
require_relative "pod_accounts"

# A pod at work: users and people elsewhere do at random what diaspora* lets them do, with callbacks and without.
class PodHistory
  include PodRows
  include PodAccounts

  ACTS = {
    post: 20, remote_post: 14, reshare: 6, comment: 14, like: 14, unlike: 4, uncomment: 3, retract: 3, befriend: 8, unfriend: 3,
    add_aspect: 2, drop_aspect: 1, block: 2, unblock: 1, hide: 4, unhide: 2, follow: 4, unfollow: 2, vote: 6, rename: 3,
    revoke: 2, photo: 2, preview: 3, person: 2, sign_up: 2,
    close: 1, close_here: 1, move: 1, move_in: 1, move_away: 1, move_here: 1
  }.freeze
  TAGS = %w[cats trains mountains bread].freeze

  # @param name [String] tells what this one writes from what others write at once
  def initialize(name, seed)
    @name = name
    @random = Random.new(seed)
    @acts = ACTS.flat_map { |act, weight| [act] * weight }
    @count = 0
  end

  # So many things, and each that there is at least once.
  def write(times)
    acts = ACTS.keys + Array.new([times - ACTS.size, 0].max) { @acts.sample(random: @random) }
    acts.shuffle(random: @random).each do |act|
      begin
        # As whoever clicks would wait: acts that look first and write then are not to be torn by others'. What is told
        # after the commit still goes on at once in all processes.
        Row.transaction do
          Row.connection.execute("SELECT pg_advisory_xact_lock(1)")
          send(act)
        end
      rescue ActiveRecord::RecordNotUnique, ActiveRecord::Deadlocked
        # Somebody else did the same at once; in the pod that is an error on the page.
      end
    end
  end

  private

  def guid(kind)
    format("%<kind>s-%<name>s-%<count>016d", kind: kind, name: @name, count: @count += 1)
  end

  def now
    Time.now.utc.round(6)
  end

  # Each post has a second of its own: posts of one second sort by which the engine heard of first.
  def moment
    Time.at(Row.connection.select_value("SELECT nextval('moments')")).utc
  end

  def any(model, condition = {})
    ids = model.where(condition).order(:id).pluck(:id)
    model.find_by(id: ids.sample(random: @random)) if ids.any?
  end

  def open_person(local: nil)
    people = Person.where(closed_account: false)
    people = local ? people.where.not(owner_id: nil) : people.where(owner_id: nil) unless local.nil?
    people.order(:id).to_a.sample(random: @random)
  end

  def user
    person = open_person(local: true)
    [person.owner_id, person]
  end

  # Tags and mentions are what the text has.
  def text(mentioning: nil)
    words = ["Something new of #{@name} #{@count}"]
    words << "##{TAGS.sample(random: @random)}" if @random.rand < 0.5
    words << "@{#{mentioning.diaspora_handle}}" if mentioning
    words.join(" ")
  end

  def create_message(author, public:, aspects: [], recipients: [])
    mentioned = @random.rand < 0.3 ? open_person(local: true) : nil
    Post.transaction do
      words = text(mentioning: mentioned)
      post = Post.create!(author_id: author.id, public: public, guid: guid("post"), type: "StatusMessage", text: words,
                          created_at: moment, updated_at: now, interacted_at: now)
      TAGS.select { |name| words.include?("##{name}") }.each do |name|
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

  def befriend
    id, person = user
    other = open_person
    aspect = any(Aspect, user_id: id) or return
    return if other.id == person.id || Block.exists?(user_id: id, person_id: other.id)

    Contact.transaction do
      contact = Contact.find_by(user_id: id, person_id: other.id) ||
                Contact.create!(user_id: id, person_id: other.id, sharing: @random.rand < 0.5)
      contact.update!(receiving: true)
      unless AspectMembership.exists?(aspect_id: aspect.id, contact_id: contact.id)
        AspectMembership.create!(aspect_id: aspect.id, contact_id: contact.id)
      end
    end
  end

  def unfriend
    contact = any(Contact, receiving: true) or return
    Contact.transaction { disconnect(contact) }
  end

  def disconnect(contact)
    AspectMembership.where(contact_id: contact.id).delete_all
    contact.sharing ? contact.update!(receiving: false) : contact.destroy!
  end

  def add_aspect
    Aspect.create!(name: "Of #{@name} #{@count += 1}", user_id: user.first)
  end

  def drop_aspect
    aspect = any(Aspect) or return
    Aspect.transaction { destroy_aspect(aspect) }
  end

  def destroy_aspect(aspect)
    contacts = AspectMembership.where(aspect_id: aspect.id).pluck(:contact_id)
    AspectMembership.where(aspect_id: aspect.id).delete_all
    AspectVisibility.where(aspect_id: aspect.id).delete_all
    Contact.where(id: contacts).where.not(id: AspectMembership.select(:contact_id)).each { |contact| disconnect(contact) }
    aspect.destroy!
  end

  def block
    id, person = user
    other = open_person
    return if other.id == person.id || Block.exists?(user_id: id, person_id: other.id)

    Block.transaction do
      Block.create!(user_id: id, person_id: other.id)
      contact = Contact.find_by(user_id: id, person_id: other.id)
      disconnect(contact) if contact
    end
  end

  def unblock
    any(Block)&.destroy!
  end

  def hidden(user)
    YAML.safe_load(user.hidden_shareables || "--- {}\n")
  end

  def hide
    user = User.find(self.user.first)
    post = any(Post, public: true) or return
    all = hidden(user)
    all["Post"] = (all.fetch("Post", []) + [post.id.to_s]).uniq
    user.update!(hidden_shareables: all.to_yaml)
  end

  def unhide
    user = User.where("hidden_shareables LIKE '%Post%'").order(:id).to_a.sample(random: @random) or return
    all = hidden(user)
    all["Post"].delete(all["Post"].sample(random: @random))
    user.update!(hidden_shareables: (all["Post"].empty? ? {} : all).to_yaml)
  end

  def follow
    id = user.first
    tag = tag(TAGS.sample(random: @random))
    TagFollowing.create!(tag_id: tag.id, user_id: id) unless TagFollowing.exists?(tag_id: tag.id, user_id: id)
  end

  def unfollow
    any(TagFollowing)&.destroy!
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

  def rename
    Profile.find_by(person_id: open_person.id)&.update!(first_name: "Name #{@count += 1}", last_name: @name)
  end

  # Nothing in the pod's pages does that; a podmin in the console may.
  def revoke
    any(ShareVisibility)&.destroy!
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
