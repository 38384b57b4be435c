# frozen_string_literal: true

require_relative "engine"
require_relative "pod_database"
require "stringio"
require "millrace/diaspora"
require "millrace/diaspora/streams"

# What stands for the pod's own classes, on the tables that it has.
class Post < ActiveRecord::Base
  self.inheritance_column = nil
  attr_accessor :user_like
end

module Stream
  # As in the pod: a user, a time, and posts by SQL.
  class Public
    attr_reader :user, :max_time
    attr_accessor :by_sql

    def initialize(user)
      @user = user
      @max_time = Time.now + 1
    end

    def stream_posts
      @by_sql = true
      Post.where(public: true).where("created_at < ?", max_time).order(created_at: :desc, id: :desc).limit(15).to_a
    end

    private

    def like_posts_for_stream!(posts)
      posts.each { |post| post.user_like = :asked }
    end
  end

  # Of chosen aspects.
  class Aspect < Public
    attr_accessor :aspect_ids
  end

  # What the user liked, whether it can be seen or not.
  class Likes < Public
    def stream_posts
      Post.where("id IN (SELECT target_id FROM likes WHERE target_type = 'Post' AND author_id = ?)", user.person_id)
          .order(created_at: :desc, id: :desc).limit(15).to_a
    end
  end
end

# A pod's streams, answered by the engine and compared with it.
class DiasporaStreamsTest < Minitest::Test
  User = Struct.new(:diaspora_handle, :person_id)
  Streams = Millrace::Diaspora::Streams

  def setup
    @engine = Engine.new
    @pod = PodDatabase.new("--size", "demo")
    @pod.connect
    @client = Millrace::Client.new(@engine.socket, deadline: 60)
    state = Millrace::Diaspora::State.new("#{@pod.folder}/sync.json")
    Millrace::Diaspora::Sync.new(@client, state, output: StringIO.new).run
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

    # A limited post that its reader liked, and may not see any more; and a public one that the engine was not told of.
    rows = ActiveRecord::Base.connection.select_rows(<<~SQL)
      SELECT u.diaspora_handle, u.id, p.guid, u.owner_id, p.id FROM likes l JOIN people u ON u.id = l.author_id
        JOIN posts p ON p.id = l.target_id WHERE l.target_type = 'Post' AND NOT p.public AND u.owner_id IS NOT NULL
        AND p.author_id <> u.id ORDER BY p.created_at DESC, l.id LIMIT 1
    SQL
    handle, person, guid = rows.first
    @client.pod_apply(changes: [{ op: "visibility.delete", user: handle, type: "Post", guid: guid }])
    shown = Stream::Likes.new(User.new(handle, person)).stream_posts
    assert_includes(shown.map(&:guid), guid)
    assert_equal(1, Streams.shadow.counts["visibility_checked_again"])
    assert_equal(0, Streams.shadow.counts[Millrace::Diaspora::Shadow::UNEXPLAINED])
    assert_includes(@log.last, guid)

    Post.create!(author_id: 1, public: true, guid: "never-told-to-the-engine", type: "StatusMessage", text: "new")
    Stream::Public.new(nil).stream_posts
    assert_operator(Streams.shadow.counts[Millrace::Diaspora::Shadow::UNEXPLAINED], :>, 0)
    assert_includes(@log.last, "never-told-to-the-engine")

    @engine.kill
    assert_equal(15, Stream::Public.new(nil).stream_posts.size)
    assert_equal(1, Streams.shadow.counts["failed"])
    @engine.start
  end

  # Is the logger.
  def warn(line)
    @log << line
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
