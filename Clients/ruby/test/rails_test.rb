# frozen_string_literal: true

require_relative "engine"
require_relative "pod_database"
require "json"
require "open3"
require "stringio"

# The gem in an application of Rails, brought by its railtie as a pod's Gemfile does: in production with all classes loaded
# at first, and in development with classes that are loaded anew.
class RailsTest < Minitest::Test
  HERE = File.expand_path(__dir__)

  def setup
    @engine = Engine.new
    @pod = PodDatabase.new("--size", "demo", "--users", "12", "--posts", "240")
    @folder = Dir.mktmpdir("millrace-rails")
    said, status = Open3.capture2e(environment("production"), *ruby(Gem.bin_path("rake", "rake"), "-f",
                                   "#{HERE}/pod_application/Rakefile", "millrace:attach"))
    assert_predicate(status, :success?, said)
  end

  def teardown
    stop_pod if @server
    @engine.stop
    @pod.stop
    FileUtils.remove_entry(@folder)
  end

  def test_a_pod_in_production_is_answered_by_sql_compared_and_answered_by_the_engine
    start("production", "")
    by_sql = %w[/public /public?id=1 /people/1/stream].to_h { |path| [path, get(path)] }
    assert_equal([15], by_sql.fetch_values("/public", "/public?id=1").map(&:size).uniq)
    newest = by_sql["/public"].first
    assert_equal(3, log.scan("by SQL").size)
    # A page that is narrowed further is the pod's own.
    narrowed = get("/api?per_page=20")
    assert_equal(20, narrowed.size)
    assert_equal(newest, narrowed.first)
    stop_pod

    start("production", "shadow")
    assert_match(/millrace: SQL answers, and the engine is compared with it: .*Stream::Likes, Stream::Public, Stream::Person/, log)
    by_sql.each { |path, page| assert_equal(page, get(path)) }
    assert_equal(3, log.scan("by SQL").size)
    assert_match(/millrace: \{"compared":1,"counts":\{"same":1\}\}/, log)
    refute_match(/different/, log)
    stop_pod

    start("production", "engine")
    assert_match(/millrace: the engine answers: /, log)
    by_sql.each { |path, page| assert_equal(page, get(path)) }
    refute_match(/by SQL/, log)
    assert_equal(narrowed, get("/api?per_page=20"))
    # An order that is none of the stream's is not the engine's.
    refute_empty(get("/public?order=interacted_at"))
    assert_equal(2, log.scan("by SQL").size)

    # What is written is there at the next read.
    post = by_sql["/public?id=1"].find { |each| !each["liked"] }
    status, body = ask("POST /like/#{post["guid"]}?id=1")
    assert_equal(201, status, body)
    assert_includes(get("/people/1/likes"), post.merge("liked" => true))
    assert_equal(2, log.scan("by SQL").size)
    @engine.kill
    assert_includes(get("/people/1/likes"), post.merge("liked" => true))
    assert_equal(3, log.scan("by SQL").size)
    @engine.start
  end

  def test_classes_that_are_loaded_anew_are_answered_by_the_engine_too
    copy = "#{@folder}/pod"
    FileUtils.cp_r("#{HERE}/.", copy)
    # Rails looks at when files were changed.
    Dir["#{copy}/**/*.rb"].each { |file| File.utime(Time.now - 3600, Time.now - 3600, file) }
    start("development", "engine", folder: copy, reload: "1")
    page = get("/public")
    refute_match(/by SQL/, log)
    file = "#{copy}/pod_application/lib/stream/public.rb"
    File.write(file, File.read(file).sub("Post.everybodys", "Post.none"))
    assert_equal(page, get("/public"))
    refute_match(/by SQL/, log)
    @engine.kill
    assert_empty(get("/public"))
    @engine.start
  end

  def test_a_slip_of_the_pen_and_an_engine_that_is_away_do_not_keep_a_pod_from_starting
    @engine.kill
    start("production", "on")
    assert_equal(15, get("/public").size)
    assert_match(/MILLRACE_STREAMS is off, shadow or engine, not on: SQL serves/, log)
    stop_pod
    start("production", "shadow")
    assert_equal(15, get("/public").size)
    assert_match(/"failed":1/, log)
    @engine.start
  end

  private

  def environment(name)
    { "RAILS_ENV" => name, "POD" => @pod.folder, "LOG" => log_file, "FOLDER" => @folder, "MILLRACE_SOCKET" => @engine.socket,
      "MILLRACE_STATE" => "#{@folder}/state.json" }
  end

  def ruby(*words)
    [RbConfig.ruby, "-I", File.expand_path("../lib", HERE), *words]
  end

  def start(name, streams, folder: HERE, reload: nil)
    File.write(log_file, "")
    @server = IO.popen([environment(name).merge("MILLRACE_STREAMS" => streams, "RELOAD" => reload), *ruby("#{folder}/pod_server.rb")], "r+")
    # It has started when it answers.
    ask("GET /nothing")
  end

  def stop_pod
    @server.close
    @server = nil
  end

  def ask(request)
    @server.puts(request)
    JSON.parse(@server.gets || flunk(log))
  end

  def get(path)
    status, body = ask("GET #{path}")
    assert_equal(200, status, body)
    JSON.parse(body)
  end

  def log_file
    "#{@folder}/log"
  end

  def log
    File.read(log_file)
  end
end
