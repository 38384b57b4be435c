import JSON
import RPC
import SocialModel
import Testing
import Wire

/// As ``LeakTests``, of what is told to subscribers; and that no method is left out.
@Suite struct LeakedEventTests {
    @Test func subscribersHearOfNothingThatTheyMayNotSee() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        var world = try LeakWorld(seed: 77, users: 12, strangers: 4)
        _ = try await client.apply(world.beginning)
        let viewers: [Int?] = [nil, 0, 1, 2, 3]
        var sockets: [RawSocket] = []
        for viewer in viewers {
            let socket = try RawSocket(engine.socket)
            for stream in streams(viewer.map { world.users[$0] }, world) {
                let answer = try socket.ask(Self.request("stream.subscribe", stream))
                try #require(try JSONParser.parse(answer)["result"]?["subscription"] != nil)
            }
            sockets.append(socket)
        }
        // In small commits: whoever may see a post for a moment only may be told of it then.
        for _ in 1...300 { for change in try world.nextPost() { _ = try await client.apply([change]) } }

        for (viewer, socket) in zip(viewers, sockets) {
            let watch = try LeakWatch(viewer, world, engine.socket)
            socket.send(Array((Self.request("engine.status", [:]) + "\n").utf8))
            var heard: Set<Int> = []
            while true {
                // Events come before the answer to what is asked after them.
                let line = try #require(socket.lineOfBytes())
                if !line.places(of: Array(#""uptime":"#.utf8)).isEmpty { break }
                heard.formUnion(try Self.posts(in: line))
            }
            let everAllowed = world.everAllowed(viewer)
            #expect(heard.isSubset(of: everAllowed), "\(heard.subtracting(everAllowed).sorted())")
            #expect(heard.isSuperset(of: watch.allowed.filter { world.authors[$0] == world.people[0] }))
        }
        #expect(engine.stop() == 0)
    }

    private func streams(_ viewer: DiasporaID?, _ world: LeakWorld) -> [JSONObject] {
        var streams: [JSONObject] = [
            ["stream": "public"], ["stream": "tag", "tag": "zebra"],
            ["stream": "person", "person": .string(world.people[0].text)],
        ]
        if viewer != nil {
            streams += ["home", "mentions", "followed_tags", "activity", "commented"].map { ["stream": .string($0)] }
        }
        return streams.map { stream in
            var stream = stream
            stream["viewer"] = viewer.map { .string($0.text) }
            return stream
        }
    }

    private static func request(_ method: String, _ parameters: JSONObject) -> String {
        let request: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .object(parameters)]
        return String(decoding: JSONWriter.bytes(request), as: UTF8.self)
    }

    /// The limited posts that an event shows anything of.
    private static func posts(in line: [UInt8]) throws -> Set<Int> {
        Set(
            try line.places(of: LeakWorld.mark).map { place in
                let digits = line[(place + LeakWorld.mark.count)...].prefix(6)
                return try #require(Int(String(decoding: digits, as: UTF8.self)))
            }
        )
    }

    /// Whatever is answered to a viewer is looked at here or in ``LeakTests``.
    @Test func everyMethodThatHasAViewerIsLookedAt() async throws {
        let engine = try await ServedEngine()
        let document = try await engine.client().call("rpc.discover")
        let methods = try #require(document["methods"]?.array).filter { method in
            method["params"]?.array?.contains { $0["name"] == "viewer" } == true
        }.compactMap { $0["name"]?.string }
        let lookedAt: Set<String> = [
            "stream.read", "stream.explain", "stream.subscribe", "post.read", "post.comments", "post.likes",
            "post.reshares", "person.photos", "search.posts", "search.tags",
        ]
        // Finds people, and shows nothing of posts.
        let others: Set<String> = ["search.people"]
        #expect(Set(methods).subtracting(others) == lookedAt)
        #expect(engine.stop() == 0)
    }
}
