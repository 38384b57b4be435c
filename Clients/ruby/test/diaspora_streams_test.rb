# frozen_string_literal: true

require_relative "engine"
require_relative "pod_database"
require_relative "pod_streams"
require "stringio"
require "millrace/diaspora"
require "millrace/diaspora/streams"

# A pod's streams, answered by the engine and compared with it.
class DiasporaStreamsTest < Minitest::Test
  User = Struct.new(:diaspora_handle, :person_id, :id)
  Person = Struct.new(:diaspora_handle, :id)
  Streams = Millrace::Diaspora::Streams
  UNEXPLAINED = Millrace::Diaspora::Differences::UNEXPLAINED
  USERS = Integer(ENV.fetch("SHADOW_USERS", "16"))

  def setup
    @engine = Engine.new
    # Each user is read; the world grows with them.
    @pod = PodDatabase.new("--size", "demo", "--users", USERS.to_s, "--posts", (USERS * 20).to_s)
    @pod.connect
    @client = Millrace::Client.new(@engine.socket, deadline: 60)
    sync unless name.include?("every_stream")
    @log = []
  end

  def teardown
    Streams.install(@client, mode: :off)
    ActiveRecord::Base.remove_connection
    @client.close
    @engine.stop
    @pod.stop
  end

  def test_the_engine_answers_and_sql_does_when_it_cannot
    Streams.install(@client, mode: :off)
    expected = Stream::Public.new(nil).stream_posts.map(&:guid)
    assert_equal(15, expected.size)

    Streams.install(@client, mode: :engine)
    stream = Stream::Public.new(nil)
    posts = stream.stream_posts
    assert_nil(stream.by_sql)
    assert_equal(expected, posts.map(&:guid))
    assert(posts.all? { |post| post.user_like == :asked })

    # Whom the engine does not know, it does not answer.
    stream = Stream::Public.new(User.new("nobody@pod.example", 0))
    assert_equal(expected, stream.stream_posts.map(&:guid))
    assert(stream.by_sql)

    @engine.kill
    stream = Stream::Public.new(nil)
    assert_equal(expected, stream.stream_posts.map(&:guid))
    assert(stream.by_sql)
    @engine.start
  end

  def test_a_shadow_counts_what_differs_with_its_reason_and_serves_sql
    Streams.install(@client, mode: :shadow, logger: self)
    stream = Stream::Public.new(nil)
    assert_equal(15, stream.stream_posts.size)
    assert(stream.by_sql)
    assert_equal({ "same" => 1 }, Streams.shadow.counts)
    assert_equal('millrace: {"compared":1,"counts":{"same":1}}', @counts)

    # A limited post that its reader liked, and may not see any more; and a public one that the engine was not told of.
    Streams.install(@client, mode: :off)
    reader, liked = users.lazy.map { |user| [user, Stream::Likes.new(user).stream_posts] }.map do |user, posts|
      [user, posts.find { |post| !post.public && post.author_id != user.person_id }]
    end.find(&:last)
    Streams.install(@client, mode: :shadow, logger: self)
    handle, guid = reader.diaspora_handle, liked.guid
    @client.pod_apply(changes: [{ op: "visibility.delete", user: handle, type: "Post", guid: guid }])
    shown = Stream::Likes.new(reader).stream_posts
    assert_includes(shown.map(&:guid), guid)
    # The pod's tables say that it may be seen, so the engine was told wrongly.
    assert_equal(1, Streams.shadow.counts[UNEXPLAINED])
    assert_includes(@log.last, guid)
    Post.connection.execute("DELETE FROM share_visibilities WHERE user_id = #{reader.id} AND shareable_id = #{liked.id}")
    Stream::Likes.new(reader).stream_posts
    assert_equal([1, 1], Streams.shadow.counts.values_at(UNEXPLAINED, "visibility_checked_again"))

    Post.create!(author_id: 1, public: true, guid: "never-told-to-the-engine", type: "StatusMessage", text: "new")
    Stream::Public.new(nil).stream_posts
    assert_operator(Streams.shadow.counts[UNEXPLAINED], :>, 1)
    assert_includes(@log.last, "never-told-to-the-engine")

    @engine.kill
    assert_equal(15, Stream::Public.new(nil).stream_posts.size)
    assert_equal(1, Streams.shadow.counts["failed"])
    @engine.start
  end

  # The reasons are those of Docs/deviations.md, each of which is there at least once.
  def test_every_stream_by_the_statements_of_the_pod_differs_only_where_a_listed_deviation_applies
    provoke_deviations
    sync
    Streams.install(@client, mode: :shadow, logger: self)
    pages = users.sum { |user| streams(user).sum { |stream| read(stream) } }
    counts = Streams.shadow.counts
    puts "#{users.size} users, #{pages} pages: #{counts.sort.to_h}" if ENV["SHADOW_USERS"]
    assert_equal(pages, counts["same"] + counts["different"])
    assert_equal(0, counts[UNEXPLAINED], @log.grep(/unexplained/).join("\n"))
    %w[filters_before_limit no_gaps visibility_checked_again dated_in_the_future].each do |reason|
      assert_operator(counts[reason], :>, 0, reason)
    end
    # Whatever the shadow says is the same, is.
    assert_operator(counts["same"], :>, counts["different"])
    # Where nothing is filtered afterwards, nothing differs but what is dated in the future, and what that moved down.
    reasons = @log.map { |line| JSON.parse(line.sub("millrace: ", "")) }.each_with_object({}) do |entry, all|
      (all[entry["question"]["stream"]] ||= []).concat(entry["differences"].map { |difference| difference["reason"] })
    end
    assert_empty(%w[public local_public tag followed_tags mentions person].flat_map { |stream| reasons.fetch(stream, []) }
                 .uniq - %w[dated_in_the_future pushed_off_the_page order_of_one_second])
  end

  private

  # Reads two pages, as the pod's web client does; gives how many.
  def read(stream)
    posts = stream.stream_posts
    return 1 if posts.size < 15

    time = stream.is_a?(Stream::Activity) ? posts.last.interacted_at : posts.last.created_at
    stream.instance_variable_set(:@max_time, Time.at(time.to_i))
    stream.stream_posts
    2
  end

  def users
    @users ||= Post.connection.select_rows("SELECT diaspora_handle, id, owner_id FROM people WHERE owner_id IS NOT NULL " \
                                           "ORDER BY id LIMIT #{USERS}").map { |row| User.new(*row) }
  end

  def streams(user)
    aspects = Post.connection.select_values("SELECT id FROM aspects WHERE user_id = #{user.id} ORDER BY id")
    people = Post.connection.select_rows("SELECT diaspora_handle, id FROM people ORDER BY md5(id::text || #{user.id}) LIMIT 2")
    tags = Post.connection.select_values("SELECT name FROM tags ORDER BY md5(id::text || #{user.id}) LIMIT 2")
    %w[Multi FollowedTag Mention Likes Comments Activity Public LocalPublic]
      .map { |name| Stream.const_get(name).new(user) } +
      [aspects, aspects.first(1), aspects.last(2)].uniq.reject(&:empty?).map { |ids| Stream::Aspect.new(user, aspect_ids: ids) } +
      (people + [[user.diaspora_handle, user.person_id]]).map { |row| Stream::Person.new(user, person: Person.new(*row)) } +
      tags.map { |name| Stream::Tag.new(user, tag_name: name) }
  end

  # Ignored people and hidden posts among the newest that a user follows, posts taken back from who liked them, and one
  # that is dated in the future.
  def provoke_deviations
    Post.connection.execute(<<~SQL)
      SELECT setseed(0.5);
      INSERT INTO blocks (user_id, person_id) SELECT c.user_id, c.person_id FROM contacts c
        WHERE c.id % 9 = 0 AND EXISTS (SELECT 1 FROM aspect_memberships m WHERE m.contact_id = c.id) ON CONFLICT DO NOTHING;
      UPDATE users SET hidden_shareables = E'---\nPost:\n' || (SELECT string_agg(E'- \'' || p.id || E'\'\n', '') FROM
        (SELECT id FROM posts WHERE public AND id % 4 = users.id % 4 ORDER BY created_at DESC LIMIT 30) AS p)
        WHERE id % 3 = 0;
      DELETE FROM share_visibilities v WHERE EXISTS (SELECT 1 FROM likes l JOIN people u ON u.id = l.author_id
        WHERE l.target_type = 'Post' AND l.target_id = v.shareable_id AND u.owner_id = v.user_id) AND v.id % 2 = 0;
      UPDATE posts SET created_at = now() + interval '1 day' WHERE id = (SELECT max(id) FROM posts WHERE public
        AND type = 'StatusMessage');
    SQL
  end

  def sync
    state = Millrace::Diaspora::State.new("#{@pod.folder}/sync.json")
    Millrace::Diaspora::Sync.new(@client, state, output: StringIO.new).run
  end

  public

  # Is the logger.
  def warn(line)
    @log << line
  end

  def info(line)
    @counts = line
  end
end

# What is asked, which needs neither an engine nor a database.
class DiasporaQuestionTest < Minitest::Test
  def test_no_aspects_are_not_all_aspects
    stream = Stream::Aspect.new(DiasporaStreamsTest::User.new("anyone@pod.example", 1))
    stream.aspect_ids = [3, 4]
    assert_equal(%w[3 4], Millrace::Diaspora::Streams.question(stream)[:aspects])
    stream.aspect_ids = []
    assert_nil(Millrace::Diaspora::Streams.question(stream))
  end
end
