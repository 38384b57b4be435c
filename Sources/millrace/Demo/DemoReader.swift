import JSON
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

    /// What several posts of the stream speak of, and some name as a tag; of several words the first one.
    static func word(in items: [ItemView]) -> String? {
        let texts = items.map { item in
            (item.root.first ?? item).text.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
        }
        let tags = Set(texts.joined().filter { $0.hasPrefix("#") }.map { String($0.dropFirst()) })
        var counts: [String: Int] = [:]
        for words in texts {
            for word in Set(words.map { $0.filter(\.isLetter) }) where word.count > 3 && tags.contains(word) {
                counts[word, default: 0] += words.contains { !$0.hasPrefix("#") && $0.hasPrefix(word) } ? 1 : 0
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
