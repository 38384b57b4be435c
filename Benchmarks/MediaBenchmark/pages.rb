# frozen_string_literal: true

# What damaged photos do to whoever reads a page: home pages of 15 read alone, then while 80 files are processed, and so
# on in turn; the ratio of the medians. One engine on a generated ledger, everything over its socket.
#
#   millrace corpus --size demo --ledger DIR && millrace corpus --pictures PICTURES --count 8
#   ruby -IClients/ruby/lib Benchmarks/MediaBenchmark/pages.rb MILLRACE DIR PICTURES VIEWER

require "base64"
require "millrace"

millrace, folder, pictures, viewer = ARGV
abort "usage: pages.rb MILLRACE DIR PICTURES VIEWER" unless viewer

socket = File.join(folder, "pages.sock")
engine = Process.spawn(millrace, "serve", "--data", folder, "--socket", socket, "--log-level", "error")

# Cut off, with bytes changed, with the first bytes of another format, and two in one.
def damaged(originals, round)
  random = Random.new(round)
  (0...80).map do |number|
    bytes = originals[number % originals.size].dup
    case number % 8
    when 0..3 then bytes = bytes[0, bytes.bytesize * (1 + random.rand(98)) / 100]
    when 4..5 then 20.times { bytes.setbyte(random.rand(bytes.bytesize), random.rand(256)) }
    when 6 then bytes[0, 8] = originals.sample(random: random)[0, 8]
    else bytes << originals.sample(random: random)
    end
    # Nothing that an engine has seen before.
    bytes << Random.bytes(8)
  end
end

def median(times) = times.sort[times.size / 2] * 1_000

def last(times) = times.sort[times.size * 99 / 100] * 1_000

begin
  reader = Millrace::Client.new(socket, deadline: 60)
  begin
    reader.engine_status
  rescue Millrace::Unreachable
    sleep 0.1
    retry
  end
  page = lambda do
    begin_time = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    reader.stream_read(stream: "home", viewer: viewer, limit: 15)
    Process.clock_gettime(Process::CLOCK_MONOTONIC) - begin_time
  end
  puts "#{reader.stream_read(stream: "home", viewer: viewer, limit: 15)["items"].size} items a page"
  500.times { page.call }
  originals = Dir[File.join(pictures, "*")].sort.map { |path| File.binread(path) }
  3.times do |round|
    # Whoever sends them is a process of its own, so that its work is not the reader's.
    sender = IO.popen("-", "r+")
    unless sender
      client = Millrace::Client.new(socket, deadline: 600)
      files = damaged(originals, round).map { |bytes| Base64.strict_encode64(bytes) }
      $stdout.sync = true
      puts "ready"
      $stdin.gets
      verdicts = files.each_slice(20).map do |slice|
        Thread.new do
          slice.map do |data|
            client.photo_process(data: data)
            "taken"
          rescue Millrace::CallError => error
            error.reason
          end
        end
      end
      puts verdicts.flat_map(&:value).tally.sort.map { |reason, count| "#{reason} #{count}" }.join(", ")
      exit!(0)
    end
    sender.gets
    alone = Array.new(2_000) { page.call }
    sender.puts
    meanwhile = []
    meanwhile << page.call until sender.wait_readable(0)
    printf("alone %.3f ms (p99 %.2f), meanwhile %.3f ms (p99 %.2f) of %d, ratio %.2f; %s\n",
           median(alone), last(alone), median(meanwhile), last(meanwhile), meanwhile.size,
           median(meanwhile) / median(alone), sender.gets.chomp)
    sender.close
  end
  puts reader.engine_status["media"].slice("crashed", "timed_out", "processed")
ensure
  Process.kill(:TERM, engine)
  Process.wait(engine)
end
