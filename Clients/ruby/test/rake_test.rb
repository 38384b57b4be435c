# frozen_string_literal: true

require_relative "engine"
require_relative "pod_database"
require_relative "pod_history"
require "open3"
require "rake"

# The tasks, run by rake as a podmin does, in a directory with a Rakefile that loads them as Rails would.
class RakeTest < Minitest::Test
  RAKEFILE = <<~RUBY
    require "active_record"
    require "logger"
    # What the tasks ask of Rails.
    module Rails
      def self.logger
        @logger ||= Logger.new("production.log")
      end
    end
    task :environment do
      ActiveRecord::Base.establish_connection(adapter: "postgresql", host: ENV.fetch("POD"), username: "postgres",
                                              database: "postgres")
    end
    load ENV.fetch("TASKS")
  RUBY
  LIBRARY = File.expand_path("../lib", __dir__)

  def setup
    @engine = Engine.new
    @pod = PodDatabase.new("--size", "demo", "--users", "12", "--posts", "120")
    @folder = Dir.mktmpdir("millrace-rake")
    Dir.mkdir("#{@folder}/tmp")
    File.write("#{@folder}/Rakefile", RAKEFILE)
  end

  def teardown
    ActiveRecord::Base.remove_connection
    @engine.stop
    @pod.stop
    FileUtils.remove_entry(@folder)
  end

  def test_a_pod_is_attached_looked_at_kept_in_step_and_detached
    assert_match(/^rake millrace:attach +# Tell Millrace all/, rake("-T"))
    assert_match(/^The pod is not attached/, rake("millrace:status"))
    assert_match(/\A\d{4} rows told, 0 wait for something\.\n0 rows told that were written since\.\n\z/, rake("millrace:attach"))
    assert_match(/\A0 rows are due\.\nMillrace \S+ answers, seq \d+\.\n\z/, rake("millrace:status"))

    write
    assert_match(/\A[1-9]\d* rows are due, the oldest since \S+ \S+ \+0000\.\nMillrace /, rake("millrace:status"))
    assert_match(/\A[1-9]\d* rows told that were written since\.\n\z/, rake("millrace:sync"))
    assert_match(/\A0 rows are due\./, rake("millrace:status"))

    rake("millrace:detach")
    assert_match(/^The pod is not attached/, rake("millrace:status"))
  end

  def test_what_is_interrupted_goes_on_and_an_engine_that_is_away_is_said
    @engine.kill
    said, status = Open3.capture2e(*command("millrace:attach"), chdir: @folder)
    refute_predicate(status, :success?)
    assert_match(/No engine answers on .*\nWhat was told is kept: rake millrace:attach goes on/, said)
    said, status = Open3.capture2e(*command("millrace:status"), chdir: @folder)
    refute_predicate(status, :success?)
    assert_match(/^Millrace does not answer: /, said)
    @engine.start

    interrupt_attaching
    rake("millrace:attach")
    assert_match(/\A0 rows are due\./, rake("millrace:status"))
  end

  def test_following_tells_what_is_written_until_it_is_asked_to_end
    rake("millrace:attach")
    pid = spawn("millrace:follow")
    write
    sleep 0.05 while due?
    Process.kill(:TERM, pid)
    assert_predicate(Process.wait2(pid).last, :success?)
  end

  private

  def command(*tasks)
    [{ "POD" => @pod.folder, "TASKS" => "#{LIBRARY}/tasks/millrace.rake", "MILLRACE_SOCKET" => @engine.socket },
     RbConfig.ruby, "-I", LIBRARY, Gem.bin_path("rake", "rake"), *tasks]
  end

  # What a task says on its standard output, if it succeeds.
  def rake(*tasks)
    said, faults, status = Open3.capture3(*command(*tasks), chdir: @folder)
    assert_predicate(status, :success?, faults)
    said
  end

  def spawn(*tasks)
    environment, *words = command(*tasks)
    Process.spawn(environment, *words, chdir: @folder, err: "#{@folder}/faults")
  end

  # Kills it when it has told some of it, and once more if all was told before it was killed.
  def interrupt_attaching
    state = "#{@folder}/tmp/millrace-sync.json"
    loop do
      pid = spawn("millrace:attach")
      sleep 0.01 until told(state).positive?
      Process.kill(:KILL, pid)
      Process.wait(pid)
      return if JSON.parse(File.read(state))["token"]

      File.delete(state)
    end
  end

  def told(state)
    JSON.parse(File.read(state))["told"]
  rescue Errno::ENOENT
    0
  end

  def write
    @pod.connect
    ActiveRecord::Base.connection.execute("CREATE SEQUENCE IF NOT EXISTS moments START #{Time.now.to_i}")
    PodHistory.new("rake", 1).write(5)
  end

  def due?
    ActiveRecord::Base.connection.select_value("SELECT EXISTS (SELECT 1 FROM millrace.due)")
  end
end
