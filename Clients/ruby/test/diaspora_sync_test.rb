# frozen_string_literal: true

require_relative "engine"
require_relative "pod_database"
require_relative "pod_sql"
require "stringio"
begin
  require "millrace/diaspora"
  require "pg"
rescue LoadError => e
  abort "The tests of the adapter for diaspora* need ActiveRecord and pg (#{e.message}): run Tools/setup."
end

# The whole database of a pod, told to a real engine.
class DiasporaSyncTest < Minitest::Test
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

  def test_previews_votes_moved_accounts_and_the_pod_itself_are_told
    insert = lambda do |table, values|
      connection.insert("INSERT INTO #{table} (#{values.keys.join(", ")}) VALUES " \
                        "(#{values.values.map { |value| connection.quote(value) }.join(", ")})", nil, "id")
    end
    guids = connection.select_values("SELECT guid FROM posts WHERE public AND type = 'StatusMessage' ORDER BY id LIMIT 2")
    page = { "title" => "Page", "ob_type" => "article", "image" => "https://x.example/i", "url" => "https://x.example/",
             "description" => nil, "video_url" => nil }
    video = { "type" => "video", "html" => "<b>Ünï</b>", "width" => 480 }
    connection.execute("UPDATE posts SET open_graph_cache_id = #{insert["open_graph_caches", page]}, " \
                       "o_embed_cache_id = #{insert["o_embed_caches", { url: "https://v.example/", data: video.to_yaml }]} " \
                       "WHERE guid = '#{guids[0]}'")
    # YAML that would make an object of Ruby's is none.
    bad = insert["o_embed_caches", { url: "https://w.example/", data: "--- !ruby/object:Object {}\n" }]
    connection.execute("UPDATE posts SET o_embed_cache_id = #{bad} WHERE guid = '#{guids[1]}'")
    from, to = connection.select_rows("SELECT id, diaspora_handle FROM people WHERE owner_id IS NULL ORDER BY id LIMIT 2")
    insert["account_migrations", { old_person_id: from[0], new_person_id: to[0], completed_at: Time.now.utc }]
    connection.execute("UPDATE people SET closed_account = true WHERE id = #{from[0]}")
    %w[posts comments].each do |table|
      connection.execute("UPDATE #{table} SET author_id = #{to[0]} WHERE author_id = #{from[0]}")
    end
    poll, answer, asked = connection.select_rows(<<~SQL).first
      SELECT polls.id, a.id, p.guid FROM polls JOIN poll_answers a ON a.poll_id = polls.id
        JOIN posts p ON p.id = polls.status_message_id WHERE p.public ORDER BY a.id LIMIT 1
    SQL
    connection.execute("DELETE FROM poll_participations WHERE poll_id = #{poll}")
    [2, 3].each do |voter|
      insert["poll_participations", { poll_id: poll, poll_answer_id: answer, author_id: voter,
                                      guid: "vote-of-ruby-tests-#{voter}" }]
    end
    assert_equal({}, sync(pod: "https://pod.test/")["refused"])

    item = @client.post_read(guid: guids[0])["item"]
    assert_equal(page, item["open_graph_cache"])
    assert_equal({ "data" => video }, item["o_embed_cache"])
    assert_equal({}, @client.post_read(guid: guids[1])["item"]["o_embed_cache"]["data"])
    assert_equal(person_stream(to[1]), person_stream(from[1]))
    assert_operator(person_stream(to[1]).size, :>, 0)
    told = @client.post_read(guid: asked)["item"]
    assert_equal([poll, 2], told["poll"].values_at("poll_id", "participation_count"))
    assert_equal([answer, 2], told["poll"]["poll_answers"].first.values_at("id", "vote_count"))
    assert_equal("/assets/user/default.png", avatars.find { |avatar| avatar.start_with?("/assets") })
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

  def sync(pod: nil)
    settings = Millrace::Diaspora.settings({ "MILLRACE_POD" => pod })
    Millrace::Diaspora::Sync.new(@client, @state, **settings, output: StringIO.new).run
  end

  def avatars
    @client.stream_read(stream: "public", limit: 100)["items"].map { |item| item["author"]["avatar"]["small"] }
  end

  def person_stream(id)
    @client.stream_read(stream: "person", person: id, limit: 100)["items"].map { |item| item["guid"] }
  end

  # Every stream of every user; gives how many posts were compared.
  def compare_streams
    PodSQL.users(connection).sum do |user|
      %w[home aspects followed_tags mentions liked commented activity public local_public].sum do |stream|
        expected = PodSQL.posts(connection, stream, user)
        items = @client.stream_read(stream: stream, viewer: user.handle)["items"]
        if stream == "activity"
          # Within one second it has no order.
          assert_equal(expected.map { |_, time| time.to_i }, items.map { |item| Time.parse(item["interacted_at"]).to_i })
        else
          assert_equal(expected.map(&:first), items.map { |item| item["guid"] }, "#{stream} of #{user.handle}")
        end
        expected.size
      end
    end
  end
end
