# frozen_string_literal: true

require_relative "engine"
require_relative "pod_database"
require_relative "pod_history"
require_relative "pod_sql"
require "stringio"
require "millrace/diaspora/hooks"

# A test with a small pod that is attached to an engine, and with what compares the two.
class AttachedPodTest < Minitest::Test
  Hooks = Millrace::Diaspora::Hooks
  SETTINGS = { private_keys: false, spotlight: false, pod: nil }.freeze

  def setup
    @engine = Engine.new
    @pod = PodDatabase.new("--size", "demo", "--users", "12", "--posts", "120")
    @pod.connect
    connection.execute("CREATE SEQUENCE moments START #{Time.now.to_i - 1_000_000}")
    @client = Millrace::Client.new(@engine.socket, deadline: 600)
    @log = []
    @attachment = attachment
    assert_equal({}, @attachment.attach["refused"])
  end

  def teardown
    Hooks.remove
    ActiveRecord::Base.remove_connection
    @client.close
    @engine.stop
    @pod.stop
  end

  # Is the logger.
  def warn(line)
    @log << line
  end

  private

  def connection
    ActiveRecord::Base.connection
  end

  def attachment
    state = Millrace::Diaspora::State.new("#{@pod.folder}/sync.json")
    Millrace::Diaspora::Attachment.new(@client, state, settings: SETTINGS, output: StringIO.new, logger: self)
  end

  def newest_for(user)
    @client.stream_read(stream: "public", viewer: user.diaspora_handle)["items"].map { |item| item["guid"] }
  end

  def compare(message)
    posts = 0
    PodSQL.users(connection).each do |user|
      questions(user).each do |stream, parameters, more|
        expected = PodSQL.posts(connection, stream, user, **more)
        items = @client.stream_read(stream: stream.sub("some_", ""), viewer: user.handle, **parameters)["items"]
        # Within one second the activity stream has no order.
        if stream == "activity"
          items = items.map { |item| Time.parse(item["interacted_at"]).to_i }
          expected = expected.map { |_, time| time.to_i }
        else
          items = items.map { |item| item["guid"] }
          expected = expected.map(&:first)
        end
        assert_equal(expected, items, "#{stream} #{more} of #{user.handle}, #{message}")
        posts += items.size
      end
    end
    # A history that closes accounts leaves fewer.
    assert_operator(posts, :>, 300)
    compare_items(message)
  end

  def questions(user)
    simple = %w[home aspects followed_tags mentions liked commented activity public local_public]
    shown = connection.select_rows("SELECT id, diaspora_handle FROM people WHERE NOT closed_account ORDER BY id " \
                                   "OFFSET #{user.id % 7} LIMIT 3")
    aspects = connection.select_values("SELECT id FROM aspects WHERE user_id = #{user.id} ORDER BY id")
    simple.map { |stream| [stream, {}, {}] } +
      PodHistory::TAGS.map { |tag| ["tag", { tag: tag }, { tag: "'#{tag}'" }] } +
      shown.map { |id, handle| ["person", { person: handle }, { shown: id }] } +
      (aspects.size > 1 ? [["some_aspects", { aspects: [aspects.first.to_s] }, { aspects: aspects.first.to_s }]] : [])
  end

  # What items say beside their order: names, counts, votes, pictures and previews.
  def compare_items(message)
    rows = connection.select_all(<<~SQL)
      SELECT p.guid, trim(concat(pr.first_name, ' ', pr.last_name)) AS name, g.title, o.data,
        (SELECT count(*) FROM likes WHERE target_type = 'Post' AND target_id = p.id) AS likes,
        (SELECT count(*) FROM comments WHERE commentable_id = p.id) AS comments,
        (SELECT count(*) FROM posts r WHERE r.root_guid = p.guid) AS reshares,
        (SELECT count(*) FROM photos ph WHERE ph.status_message_guid = p.guid) AS photos,
        (SELECT count(*) FROM poll_participations v JOIN polls ON polls.id = v.poll_id
          WHERE polls.status_message_id = p.id) AS votes
      FROM posts p JOIN profiles pr ON pr.person_id = p.author_id LEFT JOIN open_graph_caches g ON g.id = p.open_graph_cache_id
        LEFT JOIN o_embed_caches o ON o.id = p.o_embed_cache_id WHERE p.public AND p.type = 'StatusMessage'
    SQL
    rows.each do |row|
      item = @client.post_read(guid: row["guid"])["item"]
      acts = item["interactions"]
      actual = [acts["likes_count"], acts["comments_count"], acts["reshares_count"], item["photos"].size,
                item.dig("poll", "participation_count") || 0, item.dig("open_graph_cache", "title"),
                item.dig("o_embed_cache", "data", "title")]
      expected = row.values_at("likes", "comments", "reshares", "photos", "votes", "title") +
                 [row["data"] && YAML.safe_load(row["data"])["title"]]
      assert_equal(expected, actual, "#{row["guid"]}, #{message}")
      assert_equal(row["name"], item["author"]["name"], message) unless row["name"].empty?
    end
  end
end
