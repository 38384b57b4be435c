import Federation
import SocialModel
import TestSupport
import Testing

@testable import Corpus

@Suite struct WorldTests {
    @Test func isTheSameForTheSameSeed() throws {
        let one = Array(try World(seed: Seed(7), shape: .tiny).events)
        let same = Array(try World(seed: Seed(7), shape: .tiny).events)
        let other = Array(try World(seed: Seed(8), shape: .tiny).events)
        #expect(one == same)
        #expect(one != other)
    }

    /// A change here is a change of what every seed means, on this machine or on all.
    @Test func isTheSameOnEveryMachine() throws {
        let world = try World(seed: Seed(1), shape: .tiny)
        var digest: UInt64 = 0
        for event in world.events { digest = SplitMix64.mix(digest ^ fingerprint(event)) }
        #expect(digest == 935_713_011_969_164_698)
    }

    @Test func demoIsSmallEnoughToSign() throws {
        let events = Array(try World(seed: Seed(1), shape: .demo).events)
        let envelopes = events.count { if case .envelope = $0.content { true } else { false } }
        #expect((500...2_000).contains(envelopes))
        #expect(WorldShape.demo.people == 60)
        #expect(WorldShape.demo.localUsers == 12)
    }

    @Test(arguments: 0..<5)
    func happensInOrder(seed: Int) throws {
        let events = Array(try World(seed: Seed(UInt64(seed)), shape: .tiny).events)
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.arrival <= $1.arrival })
    }

    @Test func drawsThingsAloneAsInSequence() throws {
        let world = try World(seed: Seed(3), shape: .tiny)
        let all = (0..<world.postCount).map(world.entity)
        for post in (0..<world.postCount).reversed() { #expect(world.entity(ofPost: post) == all[post]) }
    }

    @Test func refusesAShapeThatCannotBe() {
        var shape = WorldShape.tiny
        shape.localUsers = 0
        #expect(throws: CorpusError.outOfRange(field: "localUsers", value: 0, allowed: 1...1_000_000)) {
            try World(seed: Seed(1), shape: shape)
        }
        shape = .tiny
        shape.tags = 1_000_000
        #expect(throws: CorpusError.self) { try World(seed: Seed(1), shape: shape) }
    }

    @Test func survivesTheSmallestShape() throws {
        var shape = WorldShape.tiny
        (shape.localUsers, shape.remotePeople, shape.pods, shape.posts, shape.tags, shape.days) = (1, 1, 1, 1, 1, 1)
        (shape.comments, shape.likes) = (0, 0)
        let events = Array(try World(seed: Seed(5), shape: shape).events)
        #expect(events.count >= 3)
    }

    @Test(arguments: [WorldShape.tiny, .demo], [UInt64(11), 12])
    func saysNothingThatTheProtocolForbids(shape: WorldShape, seed: UInt64) throws {
        var shape = shape
        // Whom somebody ignores would be refused, and rightly.
        shape.habits.blocksPerUser = 0
        let (naive, outcomes) = replay(try World(seed: Seed(seed), shape: shape))
        #expect(outcomes[.refused] == nil)
        // Likes of comments that their retraction has overtaken, and what comes before its post.
        #expect(outcomes[.parked, default: 0] * 50 < outcomes.values.reduce(0, +))
        #expect(naive.stream(.public, viewer: nil).count > shape.posts / 2)
    }

    @Test func writesWhatTheParserReads() throws {
        for event in try World(seed: Seed(14), shape: .demo).events {
            guard case .envelope(_, let entity) = event.content else { continue }
            let received = try EntityParser.parse(EntityWriter.bytes(entity), now: event.arrival)
            #expect(received.entity.type == entity.type)
            #expect(received.entity.guid == entity.guid)
            #expect(received.publicFlag != false)
        }
    }

    /// Federation protocol §9.2.
    @Test func sendsRelayablesByTheAuthorOfAPostOrToIt() throws {
        let world = try World(seed: Seed(15), shape: .demo)
        var authors: [GUID: DiasporaID] = [:]
        for post in 0..<world.postCount {
            authors[world.guid(ofPost: post)] = world.entity(ofPost: post).author
        }
        var seen = 0
        for event in world.events {
            guard case .envelope(let sender, .comment(let comment)) = event.content else { continue }
            let root = try #require(authors[comment.parentGUID])
            #expect(sender == (world.localIDs.contains(root) ? comment.author : root))
            #expect(!world.localIDs.contains(sender))
            seen += 1
        }
        #expect(seen > 100)
    }

    @Test func givesEverybodyThePublicKeyAskedFor() throws {
        var keys: [DiasporaID: String] = [:]
        for event in try World(seed: Seed(16), shape: .tiny).events.withPublicKeys({ "key of \($0)" }) {
            guard case .apply(let changes) = event.content else { continue }
            for case .personPut(let put) in changes {
                if case .set(let key) = put.publicKey { keys[put.id] = key }
            }
        }
        #expect(keys.count == WorldShape.tiny.people)
        #expect(keys.allSatisfy { $0.value == "key of \($0.key)" })
    }

    @Test func givesEveryUserSomethingToRead() throws {
        let world = try World(seed: Seed(13), shape: .demo)
        let (naive, _) = replay(world)
        let kinds: [NaiveStream] = [.home, .aspects(["acquaintances"]), .followedTags, .mentions, .liked, .commented]
        for kind in kinds {
            let readers = world.localIDs.count { !naive.stream(kind, viewer: $0).isEmpty }
            #expect(readers * 2 > world.localIDs.count, "\(kind)")
        }
        #expect(world.localIDs.allSatisfy { naive.stream(.home, viewer: $0).count > 15 })
    }

    private func replay(_ world: World) -> (NaiveWorld, [NaiveOutcome: Int]) {
        var naive = NaiveWorld()
        var outcomes: [NaiveOutcome: Int] = [:]
        for event in world.events {
            switch event.content {
            case .apply(let changes):
                for change in changes { outcomes[naive.apply(change, at: event.arrival), default: 0] += 1 }
            case .envelope(let sender, let entity):
                outcomes[naive.receive(entity, from: sender, at: event.arrival), default: 0] += 1
            }
        }
        return (naive, outcomes)
    }

    @Test func saysOnlyWhatPeopleOfReservedDomainsSay() throws {
        let world = try World(seed: Seed(2), shape: .small)
        #expect(Set(world.ids).count == WorldShape.small.people)
        #expect(world.ids.allSatisfy { $0.host.hasSuffix(".example") })
        #expect(world.localIDs.allSatisfy { $0.host == "pod.example" })
    }

    private func fingerprint(_ event: WorldEvent) -> UInt64 {
        var bytes = Array("\(event.arrival.microseconds) ".utf8)
        switch event.content {
        case .apply(let changes):
            for change in changes {
                switch change {
                case .entity(let put):
                    bytes += EntityWriter.bytes(put.entity)
                    bytes += put.recipients.flatMap { Array($0.text.utf8) }
                    bytes += put.aspects.flatMap { Array($0.utf8) }
                case .personPut(let put): bytes += "\(put.id) \(put.bio.applied(to: nil) ?? "")".utf8
                case .contactPut(let put): bytes += "\(put.user) \(put.person) \(put.isSharing) \(put.aspects)".utf8
                case .blockPut(let user, let person): bytes += "\(user) \(person)".utf8
                case .tagFollowingPut(let user, let tag): bytes += "\(user) \(tag)".utf8
                case .hidePut(let user, let post): bytes += "\(user) \(post)".utf8
                default: bytes.append(0)
                }
            }
        case .envelope(let sender, let entity):
            bytes += sender.text.utf8
            bytes += EntityWriter.bytes(entity)
        }
        return bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
