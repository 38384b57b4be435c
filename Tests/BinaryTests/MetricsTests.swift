import Foundation
import JSON
import RPC
import TestSupport
import Testing
import Wire

/// `engine.metrics` through the socket.
@Suite struct MetricsTests {
    private func metrics(_ client: RPCClient) async throws -> [String: Double] {
        let answer = try await client.call("engine.metrics")
        #expect(answer["content_type"]?.string?.hasPrefix("text/plain; version=0.0.4") == true)
        var values: [String: Double] = [:]
        var described: Set<Substring> = []
        for line in try #require(answer["text"]?.string).split(separator: "\n") {
            if line.hasPrefix("# ") {
                described.insert(line.split(separator: " ")[2])
                continue
            }
            let space = try #require(line.lastIndex(of: " "))
            let name = line.prefix { $0 != "{" && $0 != " " }
            let base = ["_bucket", "_sum", "_count"].reduce(name) { $0.hasSuffix($1) ? $0.dropLast($1.count) : $0 }
            #expect(described.contains(name) || described.contains(base), "\(line)")
            #expect(values[String(line[..<space])] == nil, "\(line) stands there twice")
            values[String(line[..<space])] = Double(String(line[line.index(after: space)...]))
        }
        return values
    }

    @Test func whatHappensIsCounted() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        for _ in 1...3 { _ = try await client.call("stream.read", ["stream": "public"]) }
        _ = try? await client.call("post.read", ["guid": "0123456789abcdef"])
        _ = try? await client.call("no.such.method")
        _ = try await client.call(
            "pod.apply",
            ["changes": [["op": "person.put", "id": "a@b.example", "guid": "0123456789abcdef"]]]
        )
        let values = try await metrics(client)
        #expect(values[#"millrace_calls_total{method="stream.read",outcome="result"}"#] == 3)
        #expect(values[#"millrace_calls_total{method="post.read",outcome="fault"}"#] == 1)
        #expect(values[#"millrace_calls_total{method="pod.apply",outcome="result"}"#] == 1)
        #expect(values[#"millrace_call_seconds_count{method="stream.read"}"#] == 3)
        #expect(values[#"millrace_call_seconds_bucket{le="+Inf",method="stream.read"}"#] == 3)
        #expect(values["millrace_seq"] == 1 && values[#"millrace_rows{table="people"}"#] == 1)
        #expect(values[#"millrace_view_lag{view="streams"}"#] == 0)
        #expect(try #require(values["millrace_resident_bytes"]) > 1_000_000)
        // The call before is counted by now.
        #expect(try await metrics(client)[#"millrace_calls_total{method="engine.metrics",outcome="result"}"#] == 1)
        #expect(engine.stop() == 0)
    }

    /// The dashboard and the alerts ask for what there is.
    @Test(arguments: ["grafana.json", "alerts.yml"])
    func whatIsWatchedIsTold(file: String) async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        _ = try await client.call("stream.read", ["stream": "public"])
        let told = Set(
            try await metrics(client).keys.map { String($0.prefix { $0 != "{" }) }
        )
        let path = repository.appendingPathComponent("Packaging/monitoring").appendingPathComponent(file)
        let text = try String(contentsOf: path, encoding: .utf8)
        let asked = Set(text.matches(of: /millrace_[a-z_]+/).map { String($0.output) })
        #expect(asked.count >= 7)
        #expect(asked.subtracting(told).isEmpty)
        if file.hasSuffix("json") { _ = try JSONParser.parse(Array(text.utf8)) }
        #expect(engine.stop() == 0)
    }
}
