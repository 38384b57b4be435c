# frozen_string_literal: true

require_relative "attached_pod"

# A pod that is written to, and an engine that is kept in step, whatever dies meanwhile.
class DiasporaHooksTest < AttachedPodTest
  WRITERS = Integer(ENV.fetch("MILLRACE_WRITERS", "3"))
  WRITES = Integer(ENV.fetch("MILLRACE_WRITES", "120"))
  # What is said while the engine is away, and one process waits for another that waits for it.
  AWAY = /stays due: (No engine answers|The engine closed|The connection broke|There was no answer|.*lock timeout)/.freeze

  def test_after_any_history_every_stream_is_what_the_database_says
    seed = Integer(ENV.fetch("MILLRACE_SEED") { Random.new_seed % 1_000_000 })
    children = Array.new(WRITERS) { |number| writer(number, seed + number) }
    # One dies in the middle of something; the engine dies under all of them, and is not there for a while.
    sleep 1
    Process.kill(:KILL, children.first) if WRITERS > 1
    @engine.kill
    sleep 0.5
    @engine.start
    children.each { |pid| Process.wait(pid) }
    survivors = WRITERS > 1 ? (1...WRITERS) : [0]
    survivors.each { |number| assert_path_exists("#{@pod.folder}/done#{number}", "seed #{seed}") }

    @pod.connect
    attached = attachment
    assert_equal(["due"], attached.sync.keys)
    refute(attached.due.any?)
    assert_equal(0, attached.due.refused, @log.join("\n"))
    said = Dir["#{@pod.folder}/said*"].flat_map { |path| File.readlines(path) }
    assert_empty(said.grep_v(AWAY), "seed #{seed}")
    assert_operator(accounts.values.min, :>, 0, "seed #{seed}: #{accounts}")
    compare("seed #{seed}")
    assert_empty(@client.engine_verify(deadline: 600)["findings"])
    refute_match(/was not noted/, @pod.log)
  end

  # As behind a pool of connections.
  def test_a_pod_that_prepares_no_statements_is_told_of_too
    @pod.connect(prepared_statements: false)
    Hooks.install(@client, settings: SETTINGS, logger: self, deadline: 60)
    history = PodHistory.new("writer", 1)
    5.times { %i[post comment like unlike reshare vote befriend hide].each { |act| history.send(act) } }
    attached = attachment
    attached.sync
    refute(attached.due.any?)
    assert_empty(@log)
    compare("without prepared statements")
  end

  def test_what_is_undone_after_somebody_moved_is_undone_of_the_new_account
    history = PodHistory.new("writer", 1)
    user = PodRows::Person.where.not(owner_id: nil).order(:id).first
    old = PodRows::Person.where(owner_id: nil, closed_account: false).order(:id).first
    history.send(:create_message, old, public: true)
    guid = connection.select_value("SELECT guid FROM posts ORDER BY id DESC LIMIT 1")
    @attachment.sync
    assert_includes(newest_for(user), guid)
    block = PodRows::Block.create!(user_id: user.owner_id, person_id: old.id)
    @attachment.sync
    refute_includes(newest_for(user), guid)

    # The engine hears of both at once.
    history.send(:move, old)
    block.reload.destroy!
    @attachment.sync
    assert_includes(newest_for(user), guid)
    compare("after a move")
  end

  def test_whoever_unsubscribed_before_the_engine_heard_of_it_is_not_subscribed
    post = PodRows::Post.where(public: true).order(:id).last
    user = PodRows::Person.where.not(owner_id: nil).where.not(id: post.author_id).order(:id).first
    PodRows::Participation.where(author_id: user.id, target_id: post.id).delete_all
    @attachment.sync
    PodRows::Comment.create!(text: "And off.", commentable_id: post.id, commentable_type: "Post", author_id: user.id,
                             guid: "comment-and-off-00001", created_at: Time.now, updated_at: Time.now)
    PodRows::Participation.create!(target_id: post.id, target_type: "Post", author_id: user.id,
                                   guid: "participation-and-off").destroy!
    @attachment.sync
    items = @client.stream_read(stream: "activity", viewer: user.diaspora_handle)["items"]
    refute_includes(items.map { |item| item["guid"] }, post.guid)
  end

  def test_a_comment_that_came_and_went_untold_moved_its_post_up
    post = PodRows::Post.where(public: true).order(:interacted_at).first
    author = PodRows::Person.find_by(id: post.author_id)
    time = Time.now.utc.round(6)
    comment = PodRows::Comment.create!(text: "Gone soon.", commentable_id: post.id, commentable_type: "Post",
                                       author_id: author.id, guid: "comment-gone-soon-01", created_at: time, updated_at: time)
    post.update_columns(interacted_at: time)
    comment.destroy!
    @attachment.sync
    assert_equal(time.to_i, Time.parse(@client.post_read(guid: post.guid)["item"]["interacted_at"]).to_i)
    compare("after a comment that was gone before it was told")
  end

  def test_what_is_written_is_there_at_once_and_an_engine_that_hangs_or_is_gone_fails_nobody
    Hooks.install(@client, settings: SETTINGS, logger: self, deadline: 60)
    history = PodHistory.new("writer", 1)
    history.send(:create_message, PodRows::Person.find_by(owner_id: 1), public: true)
    newest = connection.select_value("SELECT guid FROM posts ORDER BY id DESC LIMIT 1")
    assert_equal(newest, @client.post_read(guid: newest)["item"]["guid"])
    due = @attachment.due
    refute(due.any?)
    assert_empty(@log)

    Process.kill(:STOP, @engine.pid)
    patient = Millrace::Client.new(@engine.socket, breaker: Millrace::CircuitBreaker.new(pause: 3_600))
    Hooks.install(patient, settings: SETTINGS, logger: self, deadline: 0.05)
    10.times { history.send(:create_message, PodRows::Person.find_by(owner_id: 1), public: true) }
    # Three were tried, and each said so once; then nobody asked.
    assert_equal(3, @log.size)
    assert(due.any?)
    Process.kill(:CONT, @engine.pid)
    looks = 0
    @attachment.follow(pause: 0) { (looks += 1) < 3 }
    refute(due.any?)
    compare("after a stall")
  end

  def test_without_its_table_nothing_fails_and_a_ledger_that_went_back_is_noticed
    Hooks.install(@client, settings: SETTINGS, logger: self, deadline: 60)
    due = @attachment.due
    author = PodRows::Person.find_by(owner_id: 1)
    history = PodHistory.new("writer", 1)
    history.send(:create_message, author, public: true)
    # As if the ledger had been further once, before it was replaced by an older copy.
    connection.execute("UPDATE millrace.state SET seq = seq + 1000000")
    history.send(:create_message, author, public: true)
    assert(due.status["behind"])
    assert_operator(@attachment.sync["told"], :>, 1_000)
    refute(due.status["behind"])

    # What PostgreSQL says of it goes to its log.
    connection.execute("SET client_min_messages = error")
    connection.execute("DROP TABLE millrace.due")
    history.send(:create_message, author, public: true)
    assert_match(/stays due/, @log.last)
    @attachment.detach
    history.send(:create_message, author, public: true)
    left = connection.select_value("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'millrace%'")
    assert_equal(0, left)
    # Nor does what follows the pod bring it back.
    looks = 0
    @attachment.follow(pause: 0) { (looks += 1) < 3 }
    assert_equal(["The pod is not attached, or by an older version: rake millrace:attach."], @attachment.standing)
  end

  def test_what_was_not_noted_is_said_and_made_good
    author = PodRows::Person.find_by(owner_id: 1)
    post = PodRows::Post.where(public: true).where.not(author_id: author.id).order(:id).last
    all_is_well = ["0 rows are due."]
    assert_equal(all_is_well, @attachment.standing)

    connection.execute("ALTER TABLE posts DISABLE TRIGGER millrace_insert")
    PodHistory.new("writer", 1).send(:create_message, author, public: true)
    assert_includes(@attachment.standing, "Triggers are missing or disabled on: posts.")
    assert_match(/rake millrace:sync/, @attachment.standing.last)
    assert_operator(@attachment.sync["told"], :>, 1_000)
    assert_equal(all_is_well, @attachment.standing)
    compare("after a trigger was off")

    # PostgreSQL says it in its log too.
    connection.execute("SET client_min_messages = error")
    connection.execute("ALTER TABLE millrace.due ADD CONSTRAINT broken CHECK (kind <> 'likes')")
    PodRows::Like.where(author_id: author.id, target_type: "Post", target_id: post.id).delete_all
    @attachment.sync
    PodRows::Like.create!(positive: true, target_id: post.id, target_type: "Post", author_id: author.id,
                          guid: "like-not-noted-0001")
    connection.execute("ALTER TABLE millrace.due DROP CONSTRAINT broken")
    assert_match(/\ANot noted of likes: 1, .*"broken"/, @attachment.standing[-2])

    # One that goes on where it was may have told of that row's table already.
    state = Millrace::Diaspora::State.new("#{@pod.folder}/sync.json")
    token = @client.sync_begin(scopes: Millrace::Diaspora::Sync::SCOPES)["token"]
    state.write("token" => token, "step" => 13, "name" => "participations", "after" => 0, "told" => 0, "parked" => 0,
                "refused" => {})
    assert_operator(@attachment.sync["told"], :>, 1_000)
    assert_equal(all_is_well, @attachment.standing)
    compare("after a fault")
  end

  private

  # One of the pod's processes.
  def writer(number, seed)
    folder = @pod.folder
    fork do
      @pod.connect
      said = Class.new { define_method(:warn) { |line| File.write("#{folder}/said#{number}", "#{line}\n", mode: "a") } }.new
      Hooks.install(Millrace::Client.new(@engine.socket), settings: SETTINGS, deadline: 2, logger: said)
      PodHistory.new("w#{number}x", seed).write(WRITES)
      File.write("#{@pod.folder}/done#{number}", "")
    ensure
      exit!
    end
  end

  # How many accounts closed and moved, here and elsewhere.
  def accounts
    here = "owner_id IS NOT NULL"
    closed = connection.select_rows(<<~SQL)
      SELECT 'closed ' || (#{here}), count(*) FROM people
        WHERE closed_account AND id NOT IN (SELECT old_person_id FROM account_migrations) GROUP BY 1
    SQL
    moved = connection.select_rows(<<~SQL)
      SELECT (old.#{here}) || ' to ' || (new.#{here}), count(*) FROM account_migrations
        JOIN people old ON old.id = old_person_id JOIN people new ON new.id = new_person_id GROUP BY 1
    SQL
    all = { "closed true" => 0, "closed false" => 0, "true to true" => 0, "true to false" => 0, "false to true" => 0,
            "false to false" => 0 }
    all.merge((closed + moved).to_h)
  end
end
