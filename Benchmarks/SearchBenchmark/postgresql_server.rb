# frozen_string_literal: true

# PostgreSQL for SearchBenchmark: fills a table with a file's lines, with a GIN index, then answers questions, a line each.
require "etc"
require "fileutils"

binaries = Dir["/usr/lib/postgresql/*/bin"].max
begin
  require "pg"
rescue LoadError
  binaries = nil
end
if binaries.nil?
  $stdout.puts "none"
  exit
end

folder = File.join(ARGV[1], "postgresql")
FileUtils.mkdir_p(folder)
# The server does not run as root.
as = Process.uid.zero? ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []
FileUtils.chown_R("postgres", "postgres", folder) if Process.uid.zero?
FileUtils.chmod(0o711, ARGV[1])
quiet = { out: File::NULL, err: File::NULL }
system(*as, "#{binaries}/initdb", "-D", "#{folder}/data", "-E", "UTF8", "--locale=C", "-U", "bench", **quiet)
options = "-c listen_addresses='' -k #{folder} -c shared_buffers=512MB -c maintenance_work_mem=256MB " \
          "-c max_parallel_workers_per_gather=0"
system(*as, "#{binaries}/pg_ctl", "-D", "#{folder}/data", "-o", options, "-w", "start", **quiet)
at_exit { system(*as, "#{binaries}/pg_ctl", "-D", "#{folder}/data", "-m", "immediate", "stop", **quiet) }

db = PG.connect(host: folder, user: "bench", dbname: "postgres")
begun = Process.clock_gettime(Process::CLOCK_MONOTONIC)
db.exec("CREATE TABLE texts (number bigserial PRIMARY KEY, text text NOT NULL)")
db.copy_data("COPY texts (text) FROM STDIN") { File.foreach(ARGV[0], chomp: true) { |line| db.put_copy_data("#{line}\n") } }
db.exec("CREATE INDEX words ON texts USING gin (to_tsvector('simple', text))")
db.exec("ANALYZE texts")
seconds = Process.clock_gettime(Process::CLOCK_MONOTONIC) - begun
bytes = db.exec("SELECT pg_relation_size('words') AS bytes")[0]["bytes"]
puts "#{seconds} #{bytes}"
$stdout.flush

$stdin.each_line(chomp: true) do |line|
  kind, rounds, words = line.split("\t")
  query =
    case kind
    when "phrase" then words.split.join(" <-> ")
    when "prefix" then "#{words}:*"
    else words.split.join(" & ")
    end
  order = kind == "best" ? "ts_rank(to_tsvector('simple', text), q) DESC" : "number DESC"
  sql = "SELECT number FROM texts, to_tsquery('simple', $1) q WHERE to_tsvector('simple', text) @@ q " \
        "ORDER BY #{order} LIMIT 20"
  # A slow question tells enough in a few rounds.
  limit = Process.clock_gettime(Process::CLOCK_MONOTONIC) + 5
  times = []
  rounds.to_i.times do
    start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    db.exec_params(sql, [query]).ntuples
    times << ((Process.clock_gettime(Process::CLOCK_MONOTONIC) - start) * 1000)
    break if Process.clock_gettime(Process::CLOCK_MONOTONIC) > limit
  end
  puts times.sort[times.size / 2]
  $stdout.flush
end
