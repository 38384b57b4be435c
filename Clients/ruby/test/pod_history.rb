# frozen_string_literal: true

require "yaml"
require_relative "pod_rows"
require_relative "pod_accounts"
require_relative "pod_interactions"
require_relative "pod_posts"
require_relative "pod_relations"

# A pod at work: users and people elsewhere do at random what diaspora* lets them do, with callbacks and without.
class PodHistory
  include PodRows
  include PodAccounts
  include PodInteractions
  include PodPosts
  include PodRelations

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
end
