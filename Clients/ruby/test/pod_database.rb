# frozen_string_literal: true

require "fileutils"
require "open3"
require "tmpdir"

# A PostgreSQL of its own, on a Unix socket, with the database that `millrace corpus --sql` makes.
class PodDatabase
  PROGRAMS = Dir["/usr/lib/postgresql/*/bin"].max_by { |path| path[/\d+/].to_i }

  attr_reader :folder

  def initialize(*world)
    raise "There is no PostgreSQL server under /usr/lib/postgresql: run Tools/setup." unless PROGRAMS

    @folder = Dir.mktmpdir("millrace-pod")
    # The server refuses to run as root.
    @user = Process.uid.zero? ? %w[setpriv --reuid postgres --regid postgres --clear-groups] : []
    FileUtils.chown("postgres", "postgres", @folder) if @user.any?
    run("#{PROGRAMS}/initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale", "C.UTF-8", "-N")
    run("#{PROGRAMS}/pg_ctl", "-D", data, "-w", "-t", "300", "-l", "#{@folder}/log", "-o",
        "-k #{@folder} -c listen_addresses= -c fsync=off", "start")
    sql = "#{Dir.mktmpdir("millrace-world", @folder)}/world.sql"
    run_as_self(Engine::BINARY, "corpus", *world, "--sql", sql)
    run_as_self("#{PROGRAMS}/psql", "-h", @folder, "-U", "postgres", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null",
                "-f", sql, "postgres")
  end

  def connect(**settings)
    ActiveRecord::Base.establish_connection(adapter: "postgresql", host: @folder, username: "postgres",
                                            database: "postgres", **settings)
  end

  # @return [String] what the server said
  def log
    File.read("#{@folder}/log")
  end

  def stop
    run("#{PROGRAMS}/pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    FileUtils.remove_entry(@folder)
  end

  private

  def data
    "#{@folder}/data"
  end

  def run(*command)
    run_as_self(*@user, *command)
  end

  # The server keeps what it inherits, and so its output goes to a file.
  def run_as_self(*command)
    File.open("#{@folder}/output", "a+") do |output|
      Process.wait(Process.spawn(*command, out: output, err: output, in: :close, chdir: @folder))
      raise "#{command.join(" ")} failed: #{File.read(output.path)}" unless $?.success?
    end
  end
end
