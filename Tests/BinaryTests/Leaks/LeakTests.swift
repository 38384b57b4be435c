import Foundation
import JSON
import RPC
import SocialModel
import Testing
import Wire

/// Nothing limited is ever returned to somebody outside its audience, by any method.
///
/// A hundred thousand pairs of a viewer and a limited post; `make leak` looks at ten million (`LEAK_PAIRS`).
@Suite struct LeakTests {
    private static let pairs = ProcessInfo.processInfo.environment["LEAK_PAIRS"].flatMap { Int($0) } ?? 100_000
    private static let users = 25
    private static let postsOfWorld = 4_000

    @Test func nothingLimitedReachesAnybodyElse() async throws {
        var (pairs, seed) = (0, UInt64(1))
        while pairs < Self.pairs {
            pairs += try await look(seed: seed)
            seed += 1
        }
        #expect(pairs >= Self.pairs)
    }

    /// Looks at one world; gives how many pairs it has.
    private func look(seed: UInt64) async throws -> Int {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        var world = try LeakWorld(seed: seed, users: Self.users, strangers: 6)
        _ = try await client.apply(world.beginning)
        _ = try await client.apply(try world.publicPosts(150))
        try await tell(Self.postsOfWorld, &world, client)
        let seq = try await client.seq()

        let viewers = [nil] + (0..<Self.users).map(Optional.some)
        for (place, viewer) in viewers.enumerated() {
            let watch = try LeakWatch(viewer, world, engine.socket)
            try readStreams(watch, world, place)
            try readProfiles(watch, world)
            try readOthers(watch, world, seq)
            try askForEach(watch, world, place)
            // Had nothing been shown, nothing would have been tested.
            try #require(watch.seen == watch.allowed, "seed \(seed): \(watch.viewer?.text ?? "nobody")")
        }
        try await countTags(client, seq)
        await client.close()
        #expect(engine.stop() == 0)
        return viewers.count * Self.postsOfWorld
    }

    private func tell(_ count: Int, _ world: inout LeakWorld, _ client: RPCClient) async throws {
        var batch: [Change] = []
        for number in 1...count {
            batch += try world.nextPost()
            if number.isMultiple(of: 100) || number == count {
                _ = try await client.apply(batch)
                batch = []
            }
        }
    }

    // MARK: - By which methods

    private static let orders = ["created", "interacted", "ranked"]
    private static let options: [JSONObject] = [
        [:], ["hide_reshares": true], ["group_reshares": true], ["exclude_own": true], ["nsfw": "hide"],
        ["nsfw": "show", "explain": true], ["max_per_author": 2], ["from_date": "2023-11-14T22:30:00Z"],
        ["arrived_since": 50], ["muted_tags": ["nsfw"], "muted_people": ["stranger1@s.example"]],
        ["muted_query": "is:nsfw OR from:stranger1@s.example"],
        ["max_time": 1_700_000_900], ["explain": true, "group_reshares": true, "max_per_author": 3],
    ]

    /// All streams in all orders; each with some options, so that all viewers together ask for everything.
    private func readStreams(_ watch: LeakWatch, _ world: LeakWorld, _ place: Int) throws {
        var streams: [JSONObject] = [
            ["stream": "public"], ["stream": "local_public"], ["stream": "tag", "tag": "zebra"],
            ["stream": "person", "person": .string(world.people[place].text)],
            ["stream": "saved", "query": "is:limited OR #zebra"],
        ]
        if watch.viewer != nil {
            streams += ["home", "aspects", "followed_tags", "mentions", "liked", "commented", "activity"].map {
                ["stream": .string($0)]
            }
        }
        for (number, stream) in streams.enumerated() {
            for (turn, order) in Self.orders.enumerated() {
                var parameters = stream
                parameters["order"] = .string(order)
                for member in Self.options[(place + number + 4 * turn) % Self.options.count].members {
                    parameters[member.name] = member.value
                }
                try watch.walk("stream.read", "items", parameters)
            }
        }
    }

    /// Every profile and gallery: there stands all that the viewer may see of a person, and nothing else.
    private func readProfiles(_ watch: LeakWatch, _ world: LeakWorld) throws {
        for person in world.people {
            let named: JSONObject = ["person": .string(person.text)]
            var profile = named
            profile["stream"] = "person"
            let shown = try watch.walk("stream.read", "items", profile)
            let expected = watch.allowed.filter { world.authors[$0] == person }
            try #require(shown == expected, "\(person) to \(watch.viewer?.text ?? "nobody")")
            try watch.walk("person.photos", "photos", named, limit: 7)
        }
    }

    private func readOthers(_ watch: LeakWatch, _ world: LeakWorld, _ seq: Int64) throws {
        for query in ["zebra", "limited AND zebra", "#zebra", "limit*"] {
            let newest = try watch.walk("search.posts", "items", ["query": .string(query), "at_least": .integer(seq)])
            let best = try watch.walk("search.posts", "items", ["query": .string(query), "order": "best"])
            // Of more hits the newest 500 are put in order.
            try #require(best.isSubset(of: newest), "\(query)")
        }
        let tags = try watch.ask("search.tags", ["prefix": "limited", "at_least": .integer(seq)])
        try #require(tags["result"]?["tags"]?.array?.isEmpty == true, "\(tags)")
        for query in ["zebra is:limited", "-is:public", "likes:>0 OR comments:>0"] {
            try watch.walk(
                "stream.read",
                "items",
                ["stream": "saved", "query": .string(query), "at_least": .integer(seq)]
            )
        }
        // What belongs to posts that the viewer sees shows nothing of others.
        for post in watch.allowed.sorted().prefix(20) {
            let named: JSONObject = ["guid": .string("\(LeakWorld.text(post))-post")]
            for list in ["comments", "likes", "reshares"] { try watch.walk("post." + list, list, named, limit: 1) }
            _ = try watch.ask("post.read", named)
        }
    }

    /// Asks for each post that the viewer may not see, by methods in turn.
    private func askForEach(_ watch: LeakWatch, _ world: LeakWorld, _ place: Int) throws {
        var methods = ["post.read", "post.comments", "post.likes", "post.reshares", "stream.explain"].map { ($0, "") }
        methods[4].1 = #","stream":"public""#
        let others = world.audiences.indices.filter { !watch.allowed.contains($0) }
        for (turn, (method, more)) in methods.enumerated() {
            try watch.compare(others.filter { ($0 + place) % methods.count == turn }, method, more)
        }
        for post in stride(from: place, to: others.count, by: max(1, others.count / 20)).map({ others[$0] }) {
            // By what only that post has.
            let tag: JSONObject = ["stream": "tag", "tag": .string(LeakWorld.text(post))]
            try #require(watch.walk("stream.read", "items", tag).isEmpty)
        }
    }

    /// Completion counts public posts, and does not know what only limited ones have.
    private func countTags(_ client: RPCClient, _ seq: Int64) async throws {
        for prefix in ["limited", "limited-0"] {
            let found = try await client.call("search.tags", ["prefix": .string(prefix), "at_least": .integer(seq)])
            #expect(found["tags"]?.array?.isEmpty == true, "\(found)")
        }
        let zebra = try await client.call("search.tags", ["prefix": "zebra", "at_least": .integer(seq)])
        #expect(zebra["tags"]?.array?.map { $0["posts"] } == [150])
        let people = try await client.call("tag.people", ["tag": "limited-000001"])
        #expect(people["people"]?.array?.isEmpty == true)
    }
}
