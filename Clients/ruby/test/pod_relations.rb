# frozen_string_literal: true

require_relative "pod_rows"

# Whom and what a pod's users follow, ignore, hide and see, and what they are called.
module PodRelations
  include PodRows

  private

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
    tag = tag(PodHistory::TAGS.sample(random: @random))
    TagFollowing.create!(tag_id: tag.id, user_id: id) unless TagFollowing.exists?(tag_id: tag.id, user_id: id)
  end

  def unfollow
    any(TagFollowing)&.destroy!
  end

  def rename
    Profile.find_by(person_id: open_person.id)&.update!(first_name: "Name #{@count += 1}", last_name: @name)
  end

  # Nothing in the pod's pages does that; a podmin in the console may.
  def revoke
    any(ShareVisibility)&.destroy!
  end
end
