import Ledger
import SocialModel
import Streams
import TestSupport
import Testing

/// Numbers at which streams of others give up.
@Suite struct LargeNumbersTests {
    @Test func fiveHundredFollowedTagsShowEachPostOnce() async throws {
        let world = try await LargeWorld { ana, rex in
            let follows = (0..<500).map { Change.tagFollowingPut(user: ana, tag: "tag\($0)") }
            // Three tags a post; seven posts in ten have a followed one.
            let posts = try (0..<2_000).map { number in
                let tags = [0, 100, 200].map { "#tag\((number * 7 + $0) % 1_000)" }.joined(separator: " ")
                return try LargeWorld.post("p\(number)", by: rex, at: Int64(number), tags)
            }
            return follows + posts
        }
        let expected = (0..<2_000).reversed().filter { number in
            [0, 100, 200].contains { (number * 7 + $0) % 1_000 < 500 }
        }.map { "p\($0)" }
        #expect(expected.count > 1_000 && expected.count < 2_000)
        #expect(try world.walk(.followedTags, limit: 100) == expected)
        #expect(try world.walk(.home, limit: 100) == expected)
        try world.apply((1..<500).map { .tagFollowingDelete(user: world.ana, tag: "tag\($0)") })
        let left = (0..<2_000).reversed().filter { number in [0, 100, 200].contains { (number * 7 + $0) % 1_000 == 0 } }
        #expect(try world.walk(.home, limit: 3) == left.map { "p\($0)" })
    }

    @Test func thirtyThousandContactsAreReadLikeThree() async throws {
        let contacts = 30_000
        // One in fifty posts, and so does one in fifty of as many strangers.
        let world = try await LargeWorld { ana, _ in
            try (0..<2 * contacts).flatMap { number -> [Change] in
                let isContact = number.isMultiple(of: 2)
                let posts = number % 100 < 2
                guard isContact || posts else { return [] }
                let person = try #require(DiasporaID("person\(number)@many.example"))
                var changes: [Change] = [.personPut(PersonPut(id: person))]
                if isContact { changes.append(LargeWorld.follow(person, by: ana)) }
                if posts { changes.append(try LargeWorld.post("p\(number)", by: person, at: Int64(number))) }
                return changes
            }
        }
        let expected = stride(from: 0, to: 2 * contacts, by: 100).reversed().map { "p\($0)" }
        #expect(try world.walk(.home, limit: 100) == expected)
        #expect(try world.walk(.aspects(["Friends"]), limit: 100) == expected)
        #expect(try world.walk(.everyone, limit: 100).count == 2 * expected.count)
        // One leaves, one is ignored: the next read knows.
        let people = try [0, 100].map { try #require(DiasporaID("person\($0)@many.example")) }
        try world.apply([
            .contactDelete(user: world.ana, person: people[0]), .blockPut(user: world.ana, person: people[1]),
        ])
        #expect(try world.walk(.home, limit: 100) == expected.dropLast(2))
    }

    @Test func aMigrationGivesFiftyThousandPostsAnotherAuthor() async throws {
        let count = 50_000
        let new = try #require(DiasporaID("rex@new.example"))
        let world = try await LargeWorld { ana, rex in
            let posts = try (0..<count).map { try LargeWorld.post("p\($0)", by: rex, at: Int64($0)) }
            let own = try LargeWorld.post("new", by: new, at: Int64(count / 2))
            return [.personPut(PersonPut(id: new)), LargeWorld.follow(rex, by: ana)] + posts + [own]
        }
        try world.apply([.personMigrate(from: world.rex, to: new)])
        let number = try #require(try world.reader.person(new))
        #expect(try world.reader.person(world.rex) == number)
        for _ in 1...2 {
            let viewer = try #require(world.index.user(world.ana))
            for stream in [Streams.Stream.home, .person(number)] {
                let query = StreamQuery(stream, viewer: viewer)
                for plan in [StreamPlan.walk, .merge] {
                    let keys = world.index.page(query, limit: count + 2, plan: plan)
                    #expect(keys.count == count + 1)
                    #expect(keys == keys.sorted(by: >))
                    #expect(keys.allSatisfy { world.index.author(of: $0.post) == number })
                }
            }
            let (newest, oldest) = (try world.number("p\(count - 1)"), try world.number("p0"))
            for post in [newest, oldest] {
                #expect(try world.reader.contents(of: post, pod: .unset)?.author.id == new)
            }
            // And once more from what is on the disk.
            try await world.rebuild()
        }
        // Whoever the viewer ignores now, has no post left there.
        try world.apply([.blockPut(user: world.ana, person: world.rex)])
        #expect(try world.walk(.home, limit: 15).isEmpty)
    }
}
