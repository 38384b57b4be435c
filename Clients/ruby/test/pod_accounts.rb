# frozen_string_literal: true

require_relative "pod_rows"

# Accounts that come, close and move, as the pod does that (diaspora-behaviour §6).
module PodAccounts
  include PodRows

  # So many stay, whatever happens.
  USERS = 6

  private

  def person(owner: nil)
    name = "#{@name}#{@count += 1}"
    person = Person.create!(guid: guid("person"), diaspora_handle: "#{name}@#{owner ? "pod" : "far"}.example", owner_id: owner,
                            pod_id: owner ? nil : Person.where.not(pod_id: nil).pick(:pod_id), serialized_public_key: "")
    Profile.create!(person_id: person.id, first_name: name)
    person
  end

  def sign_up
    Row.transaction do
      user = User.create!(username: "#{@name}#{@count + 1}")
      %w[Family Friends].each { |name| Aspect.create!(name: name, user_id: user.id) }
      person(owner: user.id)
    end
  end

  # A user who may go.
  def leaver
    open_person(local: true) if Person.where(closed_account: false).where.not(owner_id: nil).count > USERS
  end

  def close(person = open_person(local: false))
    Row.transaction do
      destroy_posts(Post.where(author_id: person.id).pluck(:id))
      Photo.where(author_id: person.id).delete_all
      Mention.where(person_id: person.id).delete_all
      Participation.where(author_id: person.id).delete_all
      Block.where(person_id: person.id).delete_all
      destroy_contacts(Contact.where(person_id: person.id))
      bury(person)
      close_user(person.owner_id) if person.owner_id
    end
  end

  def close_here
    person = leaver
    close(person) if person
  end

  # Elsewhere to elsewhere.
  def move(old = open_person(local: false))
    migrate(old, person)
  end

  def move_in
    migrate(open_person(local: false), sign_up)
  end

  def move_away
    old = leaver or return
    migrate(old, person) { close_user(old.owner_id) }
  end

  # To another account of this pod.
  def move_here
    old = open_person(local: true)
    new = sign_up
    migrate(old, new) do
      names = Aspect.where(user_id: new.owner_id).pluck(:name)
      Aspect.where(user_id: old.owner_id, name: names).each { |aspect| destroy_aspect(aspect) }
      [Aspect, Contact, TagFollowing, Block, ShareVisibility]
        .each { |model| model.where(user_id: old.owner_id).update_all(user_id: new.owner_id) }
      User.where(id: old.owner_id).update_all(hidden_shareables: nil)
    end
  end

  # The pod gives the new person all rows of the old one, without callbacks.
  def migrate(old, new)
    Row.transaction do
      AccountMigration.create!(old_person_id: old.id, new_person_id: new.id)
      { Post => :author_id, Photo => :author_id, Comment => :author_id, Like => :author_id, PollParticipation => :author_id,
        Participation => :author_id, Mention => :person_id, Block => :person_id, Contact => :person_id }
        .each { |model, column| model.where(column => old.id).update_all(column => new.id) }
      bury(old)
      yield if block_given?
      AccountMigration.where(old_person_id: old.id).update_all(completed_at: now)
    end
    new
  end

  # A person stays, emptied.
  def bury(person)
    person.update!(closed_account: true)
    Profile.where(person_id: person.id).update_all(first_name: nil, last_name: nil, bio: nil, location: nil, searchable: false)
  end

  # What only a user has.
  def close_user(id)
    ShareVisibility.where(user_id: id).delete_all
    destroy_contacts(Contact.where(user_id: id))
    AspectVisibility.where(aspect_id: Aspect.where(user_id: id).select(:id)).delete_all
    [TagFollowing, Aspect, Block].each { |model| model.where(user_id: id).each(&:destroy!) }
    User.where(id: id).update_all(hidden_shareables: nil)
  end

  def destroy_contacts(contacts)
    contacts.each do |contact|
      AspectMembership.where(contact_id: contact.id).delete_all
      contact.destroy!
    end
  end
end
