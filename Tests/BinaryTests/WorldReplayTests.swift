import Corpus
import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// A generated world goes through the socket as a pod would send it, and every stream is what the oracle shows.
@Suite struct WorldReplayTests {
    @Test(arguments: [(1, WorldShape.tiny), (2, .tiny), (3, .demo)] as [(UInt64, WorldShape)])
    func everyStreamEqualsTheOracle(seed: UInt64, shape: WorldShape) async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        let ring = try KeyRing(folder: engine.folder.path + "/keys", size: KeyRing.Size(large: 0, small: 2))
        let world = try World(seed: Seed(seed), shape: shape)
        var oracle = NaiveWorld()
        var answers: [(answer: RPCAnswer, expected: NaiveOutcome)] = []
        let now = Timestamp(seconds: Int64(Date().timeIntervalSince1970))
        for event in world.events.withPublicKeys({ ring.publicKey(of: $0) }) {
            switch event.content {
            case .apply(let changes):
                for change in changes { oracle.apply(change, at: now) }
                let answer = client.send("pod.apply", RPCClient.parameters(changes, skipRefused: true))
                answers.append((answer, .accepted))
            case .envelope(let sender, let entity):
                let expected = oracle.receive(entity, from: sender, at: now)
                let envelope = try ring.envelope(sender: sender, entity)
                answers.append((client.send("federation.receive", RPCClient.parameters(envelope)), expected))
            }
        }
        for (answer, expected) in answers {
            let outcome = try await Self.outcome(answer)
            // Whether the oracle calls the second delivery of a photo accepted is of no consequence.
            if expected != outcome { #expect(outcome != .refused || expected == .refused || expected == .parked) }
        }
        try await compare(client, oracle, world)
        await client.close()
        #expect(engine.stop() == 0)
    }

    private static func outcome(_ answer: RPCAnswer) async throws -> NaiveOutcome {
        do {
            switch try await answer.value()["status"]?.string {
            case "duplicate": return .duplicate
            case "parked": return .parked
            default: return .accepted
            }
        } catch RPCClientError.fault(let fault) {
            try #require(fault.code == .rejected, "\(fault)")
            return .refused
        }
    }

    private func compare(_ client: RPCClient, _ oracle: NaiveWorld, _ world: World) async throws {
        let viewers = [nil] + world.localIDs.map(Optional.some)
        var compared = 0
        for viewer in viewers {
            var streams: [(NaiveStream, JSONObject)] = [
                (.public, ["stream": "public"]), (.localPublic, ["stream": "local_public"]),
                (.tag("music"), ["stream": "tag", "tag": "Music"]), (.tag("photo"), ["stream": "tag", "tag": "photo"]),
            ]
            streams += world.ids.prefix(20).map {
                (.person($0), ["stream": "person", "person": .string($0.text)])
            }
            if viewer != nil {
                streams += [
                    (.home, ["stream": "home"]), (.followedTags, ["stream": "followed_tags"]),
                    (.mentions, ["stream": "mentions"]), (.liked, ["stream": "liked"]),
                    (.commented, ["stream": "commented"]),
                    (.activity, ["stream": "activity", "order": "created"]), (.aspects([]), ["stream": "aspects"]),
                    (.aspects(["Friends"]), ["stream": "aspects", "aspects": ["Friends"]]),
                    (.aspects(["Family", "Work"]), ["stream": "aspects", "aspects": ["Family", "Work"]]),
                    (.aspects(["Nobody's"]), ["stream": "aspects", "aspects": ["Nobody's"]]),
                ]
            }
            for (kind, parameters) in streams {
                var parameters = parameters
                parameters["viewer"] = viewer.map { .string($0.text) }
                let posts = try await client.walk(parameters, limit: 50)
                try #require(
                    posts.map(\.guid) == oracle.stream(kind, viewer: viewer),
                    "\(kind) of \(viewer?.text ?? "-")"
                )
                for post in posts { #expect(post.counts == oracle.counts(post.guid)) }
                compared += posts.count
            }
        }
        #expect(compared > 500)
    }
}
