import RPC
import SocialModel
import Wire

/// Reads what a person would: chooses somebody with a lively home stream, and asks the engine for pages.
struct DemoReader {
    let client: RPCClient
    let viewer: DiasporaID

    /// Chooses who hears from the most people on the first page; of several the first.
    init(_ client: RPCClient, among users: some Sequence<DiasporaID>) async throws {
        var best: (id: DiasporaID, voices: Int)?
        for user in users {
            let items = try await Self.page(client, "stream.read", ["stream": "home", "viewer": .string(user.text)])
            let voices = Set(items.map(\.author.id)).count
            if voices > best?.voices ?? -1 { best = (user, voices) }
        }
        guard let best else { throw CommandError.setting("A demonstration needs a local user.") }
        self.client = client
        viewer = best.id
    }

    func home(_ limit: Int) async throws -> [ItemView] { try await read("stream.read", ["stream": "home"], limit) }

    func aspect(_ name: String, _ limit: Int) async throws -> [ItemView] {
        try await read("stream.read", ["stream": "aspects", "aspects": [.string(name)]], limit)
    }

    /// Waits until the search has reached this sequence number.
    func search(_ query: String, _ limit: Int, at seq: Int64) async throws -> [ItemView] {
        try await read(
            "search.posts",
            ["query": .string(query), "at_least": .integer(seq), "deadline_ms": 60_000],
            limit
        )
    }

    /// How long a page takes, there and back: the middle one of many.
    func medianPageTime() async throws -> Duration {
        var times: [Duration] = []
        for _ in 0..<301 {
            let begin = ContinuousClock.now
            _ = try await client.call("stream.read", ["stream": "home", "viewer": .string(viewer.text)])
            times.append(.now - begin)
        }
        return times.sorted()[times.count / 2]
    }

    /// A long word that several posts of the stream have in common; of several the first in order of code points.
    static func word(in items: [ItemView]) -> String? {
        var counts: [String: Int] = [:]
        for item in items {
            let words = item.text.split { !$0.isLetter }.map { $0.lowercased() }
            for word in Set(words) where word.count >= 7 && word.utf8.allSatisfy({ $0 < 0x80 }) {
                counts[word, default: 0] += 1
            }
        }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    private func read(_ method: String, _ parameters: JSONObject, _ limit: Int) async throws -> [ItemView] {
        var parameters = parameters
        parameters["viewer"] = .string(viewer.text)
        parameters["limit"] = .integer(Int64(limit))
        return try await Self.page(client, method, parameters)
    }

    private static func page(
        _ client: RPCClient,
        _ method: String,
        _ parameters: JSONObject
    ) async throws -> [ItemView] {
        let page = try await client.call(method, parameters)
        guard let items = page["items"]?.array else { throw CommandError.unexpectedAnswer(method) }
        return items.compactMap { ItemView($0) }
    }
}
