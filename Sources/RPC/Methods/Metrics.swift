import Engine
import JSON
import Ledger
import NIOCore
import SocialModel
import Wire

/// `engine.metrics`: how the engine is, in Prometheus' text format.
enum Metrics {
    static let method: Method = .init(
        "engine.metrics",
        "Tells counts, lags, memory and latencies in Prometheus' text format.",
        result: "{content_type, text}",
        .slow(read)
    )

    private static func read(
        _ engine: Engine,
        _ parameters: Parameters,
        _ deadline: NIODeadline
    ) async throws(CallFailure) -> [UInt8] {
        let text = try await CallFailure.awaiting { () async throws(EngineError) -> String in
            try await Self.text(of: engine)
        }
        return JSONWriter.bytes(["content_type": .string(contentType), "text": .string(text)])
    }

    /// What the text is, for HTTP.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// How an engine is now.
    static func text(of engine: Engine) async throws(EngineError) -> String {
        text(try await engine.status(), await engine.meter.counts)
    }

    static func text(_ status: EngineStatus, _ calls: [MethodCounts]) -> String {
        var text = MetricsText()
        text.gauge("info", "The version that runs.", [([("version", RPC.version)], 1)])
        text.gauge("uptime_seconds", "How long the engine has been open.", status.uptime / .seconds(1))
        text.counter("seq", "Changes that the ledger has taken.", Double(status.seq))
        text.gauge("rows", "Rows of the ledger.", status.counts.map { ([("table", $0.name)], Double($0.count)) })
        text.gauge("parked", "Changes and envelopes that wait for something.", Double(status.parked.count))
        text.gauge("parked_bytes", "Bytes of what waits.", Double(status.parked.bytes))
        text.gauge("queue_calls", "Writes that wait for the ledger.", Double(status.waitingCalls))
        text.gauge("queue_bytes", "Bytes of writes that are not answered.", Double(status.waitingBytes))
        text.gauge(
            "view_lag",
            "Changes that a view is behind the ledger.",
            [
                ([("view", "search")], Double(status.seq - min(status.seq, status.searchSeq))),
                ([("view", "streams")], 0),
            ]
        )
        text.gauge(
            "view_posts",
            "Posts in a view.",
            [([("view", "search")], Double(status.searchPosts)), ([("view", "streams")], Double(status.indexedPosts))]
        )
        text.gauge("cards", "Items kept ready.", Double(status.cards.count))
        text.gauge("card_bytes", "Bytes of items kept ready.", Double(status.cards.bytes))
        text.gauge(
            "index_bytes",
            "Bytes of the stream index.",
            status.indexMemory.map { ([("part", $0.key)], Double($0.value)) }
        )
        if let resident = ResidentMemory.bytes { text.gauge("resident_bytes", "Memory in use.", Double(resident)) }
        text.gauge("subscriptions", "Subscriptions to streams.", Double(status.subscriptions.count))
        if let links = status.links {
            text.gauge(
                "links",
                "Addresses in posts by how far their previews are.",
                LinkState.allCases.map { ([("state", $0.name)], Double(links[$0] ?? 0)) }
            )
        }
        text.gauge(
            "photo_files",
            "Photos by how far their files are.",
            PhotoFilesState.allCases.map { ([("state", $0.name)], Double(status.photos[$0] ?? 0)) }
        )
        let media = status.media
        text.gauge("media_waiting", "Photos that wait for a worker.", Double(media.waiting))
        text.counter("media_workers_started_total", "Processes started to decode photos.", Double(media.started))
        text.counter(
            "media_photos_total",
            "Photos by what came of them.",
            [
                ([("outcome", "crashed")], Double(media.crashed)),
                ([("outcome", "processed")], Double(media.processed)),
                ([("outcome", "refused")], Double(media.refused)), ([("outcome", "timed_out")], Double(media.timedOut)),
            ]
        )
        if let fetcher = status.fetcher {
            text.gauge("fetch_queued", "Fetches that wait.", Double(fetcher.queued))
            text.gauge("fetch_running", "Fetches at work.", Double(fetcher.running))
            text.counter(
                "fetches_total",
                "Fetches by what came of them.",
                [
                    ([("outcome", "failed")], Double(fetcher.failed)),
                    ([("outcome", "fetched")], Double(fetcher.fetched)),
                ]
            )
        }
        if let copies = status.copies {
            let states =
                [("deleting", [OutboxState.deleting]), ("failed", [.failed]), ("posted", [.posted])]
                + [("waiting", [.waiting, .trying])]
            text.gauge(
                "copies",
                "Copies of posts on other networks by their state.",
                states.map { name, states in
                    ([("state", name)], Double(states.reduce(0) { $0 + (copies[$1] ?? 0) }))
                }
            )
        }
        write(calls, to: &text)
        return text.text
    }

    private static func write(_ calls: [MethodCounts], to text: inout MetricsText) {
        let named = zip(MethodTable.contract.methods, calls).filter { $1.results + $1.faults > 0 }
        text.counter(
            "calls_total",
            "Calls that were answered, by outcome.",
            named.flatMap { method, counts in
                [
                    ([("method", method.name), ("outcome", "fault")], Double(counts.faults)),
                    ([("method", method.name), ("outcome", "result")], Double(counts.results)),
                ]
            }
        )
        text.open("call_seconds", "How long calls took until their answer was ready.", "histogram")
        for (method, counts) in named {
            var sum: UInt64 = 0
            for (bound, count) in zip(CallMeter.bounds, counts.buckets) {
                sum += count
                let label = "\(Double(bound) / 1_000_000)"
                text.line("call_seconds_bucket", [("le", label), ("method", method.name)], Double(sum))
            }
            let all = Double(counts.results + counts.faults)
            text.line("call_seconds_bucket", [("le", "+Inf"), ("method", method.name)], all)
            text.line("call_seconds_sum", [("method", method.name)], Double(counts.microseconds) / 1_000_000)
            text.line("call_seconds_count", [("method", method.name)], all)
        }
    }
}

/// Lines of Prometheus' text format, each name with `millrace_` before it.
struct MetricsText {
    private(set) var text = ""

    mutating func gauge(_ name: String, _ help: String, _ value: Double) { gauge(name, help, [([], value)]) }

    mutating func counter(_ name: String, _ help: String, _ value: Double) { counter(name, help, [([], value)]) }

    mutating func gauge(_ name: String, _ help: String, _ values: [(labels: [(String, String)], Double)]) {
        open(name, help, "gauge")
        for (labels, value) in values { line(name, labels, value) }
    }

    mutating func counter(_ name: String, _ help: String, _ values: [(labels: [(String, String)], Double)]) {
        open(name, help, "counter")
        for (labels, value) in values { line(name, labels, value) }
    }

    /// What stands before the lines of a name.
    mutating func open(_ name: String, _ help: String, _ type: String) {
        text += "# HELP millrace_\(name) \(help)\n# TYPE millrace_\(name) \(type)\n"
    }

    mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
        let list = labels.map { label, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            return "\(label)=\"\(escaped)\""
        }
        let whole = value == value.rounded() && abs(value) < 1e15
        let number = whole ? String(Int64(value)) : String(value)
        text += "millrace_\(name)\(list.isEmpty ? "" : "{" + list.joined(separator: ",") + "}") \(number)\n"
    }
}
