# frozen_string_literal: true

require_relative "attached_pod"

# Tellings that overtake each other: whoever told gave up, and the engine has still to read what it was told.
class DiasporaOrderTest < AttachedPodTest
  def setup
    super
    @user = PodRows::Person.where.not(owner_id: nil).order(:id).first
    # Who is connected already is read first.
    @connected = Millrace::Client.new(@engine.socket)
    @connected.engine_status
  end

  def teardown
    @connected.close
    super
  end

  def test_what_comes_late_does_not_undo_what_was_told_after_it
    rows = say_things
    Process.kill(:STOP, @engine.pid)
    assert_raises(Millrace::Timeout) { due(Millrace::Client.new(@engine.socket)).tell_some(deadline: 0.1) }
    rows.each(&:destroy!)
    teller = Thread.new { due(@connected).tell(deadline: 600) }
    # Until all is sent, and only the answer is missing.
    sleep 0.01 until teller.backtrace&.any? { |line| line.include?("take_answers") }
    Process.kill(:CONT, @engine.pid)
    assert_equal(2 * rows.size, teller.value)
    assert_nothing_left
    compare("after a telling that came late")
  ensure
    Process.kill(:CONT, @engine.pid)
  end

  # As a dump brings them back with everything else.
  def test_numbers_that_went_back_say_that_the_pod_did
    said = say_things
    assert_equal(said.size, @attachment.due.tell)
    connection.select_value("SELECT setval('millrace.tellings', 1)")
    said.each(&:destroy!)
    assert_equal("overtaken", assert_raises(Millrace::Stale) { @attachment.due.tell }.reason)
    assert_match(/has to be told everything: rake millrace:sync/, @attachment.standing.last)
    assert_operator(@attachment.sync["told"], :>, 1_000)
    refute(@attachment.due.any?)
    compare("after the pod went back")
  end

  private

  # What a user can say and take back as often as she or he likes.
  def say_things
    other = PodRows::Person.where(owner_id: nil, closed_account: false).order(:id).first
    post = PodRows::Post.where(public: true).where.not(author_id: [@user.id, other.id]).order(:id).last
    tag = PodRows::Tag.create!(name: "overtaken")
    [PodRows::Block.create!(user_id: @user.owner_id, person_id: other.id),
     PodRows::TagFollowing.create!(tag_id: tag.id, user_id: @user.owner_id),
     PodRows::Participation.create!(target_id: post.id, target_type: "Post", author_id: @user.id,
                                    guid: "participation-of-order")]
  end

  def due(client)
    Millrace::Diaspora::Due.new(client, SETTINGS, logger: self)
  end

  # A whole sync has nothing to remove that the pod does not have.
  def assert_nothing_left
    state = Millrace::Diaspora::State.new("#{@pod.folder}/again.json")
    sync = Millrace::Diaspora::Sync.new(@client, state, output: StringIO.new, **SETTINGS)
    assert_equal({}, sync.run["removed"])
  end
end
