# frozen_string_literal: true

require_relative "engine"
require_relative "pod_database"
require "stringio"
begin
  require "millrace/diaspora"
  require "pg"
rescue LoadError => e
  abort "The tests of the adapter for diaspora* need ActiveRecord and pg (#{e.message}): run Tools/setup."
end

# The whole database of a pod, told to a real engine.
class DiasporaSyncTest < Minitest::Test
  VISIBLE = "(p.public OR p.author_id = %<person>d OR EXISTS (SELECT 1 FROM share_visibilities v " \
            "WHERE v.shareable_type = 'Post' AND v.shareable_id = p.id AND v.user_id = %<user>d))"
  TAGGED = "EXISTS (SELECT 1 FROM taggings t JOIN tag_followings f ON f.tag_id = t.tag_id " \
           "WHERE t.taggable_type = 'Post' AND t.taggable_id = p.id AND f.user_id = %<user>d)"
  MENTIONED = "(p.type = 'StatusMessage' AND EXISTS (SELECT 1 FROM mentions m WHERE m.mentions_container_type = 'Post' " \
              "AND m.mentions_container_id = p.id AND m.person_id = %<person>d) AND #{VISIBLE})"
  # Authors in the user's aspects, and the user; filters come before the limit, as Docs/deviations.md says.
  FOLLOWED = "(p.author_id = %<person>d OR (EXISTS (SELECT 1 FROM contacts c JOIN aspect_memberships a " \
             "ON a.contact_id = c.id WHERE c.user_id = %<user>d AND c.person_id = p.author_id) AND (p.public OR EXISTS " \
             "(SELECT 1 FROM share_visibilities v WHERE v.shareable_type = 'Post' AND v.shareable_id = p.id " \
             "AND v.user_id = %<user>d AND NOT v.hidden))))"
  STREAMS = {
    "public" => "p.public", "aspects" => FOLLOWED, "followed_tags" => "#{TAGGED} AND #{VISIBLE}",
    "mentions" => MENTIONED, "home" => "(#{FOLLOWED} OR (p.public AND #{TAGGED}) OR #{MENTIONED})",
    "liked" => "#{VISIBLE} AND EXISTS (SELECT 1 FROM likes l WHERE l.target_type = 'Post' AND l.target_id = p.id " \
               "AND l.author_id = %<person>d AND l.positive)",
    "commented" => "#{VISIBLE} AND EXISTS (SELECT 1 FROM comments c WHERE c.commentable_id = p.id " \
                   "AND c.author_id = %<person>d)"
  }.freeze

  def setup
    @engine = Engine.new
    @pod = PodDatabase.new("--size", "demo", "--users", "40", "--posts", "600")
    @pod.connect
    @client = Millrace::Client.new(@engine.socket, deadline: 600)
    @state = Millrace::Diaspora::State.new("#{@pod.folder}/sync.json")
  end

  def teardown
    ActiveRecord::Base.remove_connection
    @client.close
    @engine.stop
    @pod.stop
  end

  def test_every_stream_is_what_the_database_says_and_what_it_loses_the_engine_loses
    result = sync
    assert_equal({}, result["refused"])
    assert_equal({}, result["removed"])
    assert_operator(compare_streams, :>, 1_000)

    gone = connection.select_value("DELETE FROM posts WHERE id = (SELECT max(id) FROM posts WHERE public " \
                                   "AND type = 'StatusMessage' AND comments_count = 0 AND likes_count = 0 " \
                                   "AND reshares_count = 0) RETURNING guid")
    connection.execute("DELETE FROM contacts WHERE id % 7 = 0")
    connection.execute("DELETE FROM aspect_memberships m " \
                       "WHERE NOT EXISTS (SELECT 1 FROM contacts c WHERE c.id = m.contact_id)")
    removed = sync["removed"]
    assert_equal(1, removed["posts"])
    assert_operator(removed["contacts"], :>, 0)
    assert_raises(Millrace::NotFound) { @client.post_read(guid: gone) }
    compare_streams
  end

  def test_what_was_killed_goes_on_where_it_was
    child = fork do
      @pod.connect
      client = Millrace::Client.new(@engine.socket, deadline: 600)
      state = Millrace::Diaspora::State.new(@state.path)
      # Dies when the posts were acknowledged and that was saved.
      state.define_singleton_method(:write) do |value|
        super(value)
        Process.kill(:KILL, Process.pid) if value["name"] == "comments"
      end
      Millrace::Diaspora::Sync.new(client, state, output: StringIO.new).run
    ensure
      exit!
    end
    Process.wait(child)
    assert_equal(9, $?.termsig)
    saved = @state.read
    assert_equal("comments", saved["name"])

    @pod.connect
    told = saved["told"]
    result = sync
    rest = %w[comments likes poll_participations participations].sum do |table|
      connection.select_value("SELECT count(*) FROM #{table}").to_i
    end
    hiding = connection.select_value("SELECT count(*) FROM users WHERE hidden_shareables LIKE '%Post%'").to_i
    assert_equal(told + rest + hiding, result["told"])
    assert_equal({}, result["removed"])
    compare_streams
  end

  private

  def connection
    ActiveRecord::Base.connection
  end

  def sync
    Millrace::Diaspora::Sync.new(@client, @state, output: StringIO.new).run
  end

  # Every stream of every user; gives how many posts were compared.
  def compare_streams
    users = connection.select_rows("SELECT owner_id, id, diaspora_handle FROM people WHERE owner_id IS NOT NULL")
    users.sum do |user, person, id|
      STREAMS.sum do |stream, condition|
        expected = connection.select_values(format(<<~SQL, user: user, person: person))
          SELECT p.guid FROM posts p WHERE #{condition}
            AND p.author_id NOT IN (SELECT person_id FROM blocks WHERE user_id = %<user>d)
            AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = %<user>d
              AND hidden_shareables ~ ('''' || p.id || ''''))
            ORDER BY p.created_at DESC, p.id DESC LIMIT 15
        SQL
        page = @client.stream_read(stream: stream, viewer: id)
        assert_equal(expected, page["items"].map { |item| item["guid"] }, "#{stream} of #{id}")
        expected.size
      end
    end
  end
end
