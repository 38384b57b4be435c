# frozen_string_literal: true

require "minitest/autorun"
require "fileutils"
require "tmpdir"
require "millrace"

# The real engine, on a data directory and a socket of its own.
class Engine
  BINARY = ENV.fetch("MILLRACE", File.expand_path("../../../.build/debug/millrace", __dir__))

  attr_reader :socket, :pid

  def initialize
    raise "There is no engine at #{BINARY}: build it first." unless File.executable?(BINARY)

    @folder = Dir.mktmpdir("millrace")
    @socket = "#{@folder}/millrace.sock"
    start
  end

  # Starts it, and waits as long as a slow machine needs.
  def start
    @pid = Process.spawn(BINARY, "serve", "--data", @folder, "--socket", @socket, "--log-level", "error")
    client = Millrace::Client.new(@socket, deadline: 600)
    begin
      client.rpc_discover
    rescue Millrace::Unreachable
      raise "The engine ended." if Process.wait(@pid, Process::WNOHANG)

      sleep 0.02
      retry
    end
    client.close
  end

  def kill
    Process.kill(:KILL, @pid)
    Process.wait(@pid)
  end

  def stop
    Process.kill(:TERM, @pid)
    Process.wait(@pid)
    FileUtils.remove_entry(@folder)
  end
end

# A test with an engine, a client and two people.
class EngineTest < Minitest::Test
  ALICE = "alice@pod.example"
  BOB = "bob@remote.example"

  def setup
    @engine = Engine.new
    @client = Millrace::Client.new(@engine.socket, deadline: 600)
    @client.pod_apply(
      changes: [
        { op: "person.put", id: ALICE, guid: "alice-of-the-ruby-tests" },
        { op: "person.put", id: BOB, guid: "bob-of-the-ruby-tests" }, { op: "user.put", id: ALICE }
      ]
    )
  end

  def teardown
    @client.close
    @engine.stop
  end

  def post(guid, text = "text", author: BOB)
    data = { author: author, guid: guid, created_at: "2026-11-26T12:00:00Z", public: true, text: text }
    { op: "entity", type: "status_message", data: data }
  end

  def guid(number)
    format("post-of-ruby-%08d", number)
  end
end
