import Ledger
import SocialModel
import Streams
import TestSupport
import Testing

/// Where streams of others fail: pages that end too soon, posts lost among equal times, pasts that do not show.
@Suite struct FailuresOfOthersTests {
    @Test func oneVisiblePostIsFoundBelowTenThousandHiddenOnes() async throws {
        let count = 10_000
        let world = try await LargeWorld { ana, rex in
            var changes = [LargeWorld.follow(rex, by: ana), try LargeWorld.post("seen", by: rex, at: 0)]
            for number in 1...count {
                changes.append(try LargeWorld.post("hidden\(number)", by: rex, at: Int64(number)))
                changes.append(.hidePut(user: ana, post: try LargeWorld.guid("hidden\(number)")))
            }
            return changes
        }
        let rex = try #require(try world.reader.person(world.rex))
        for stream in [Streams.Stream.home, .everyone, .aspects([]), .person(rex)] {
            #expect(try world.walk(stream, limit: 15) == ["seen"])
        }
        try world.apply([.hideDelete(user: world.ana, post: try LargeWorld.guid("hidden5000"))])
        #expect(try world.walk(.home, limit: 1) == ["hidden5000", "seen"])
    }

    @Test(arguments: [1, 7, 15, 99, 100, 101])
    func ofAHundredPostsOfOneSecondNoneIsLostBetweenPages(limit: Int) async throws {
        let world = try await LargeWorld()
        try world.apply([world.follow(world.rex)])
        try world.apply((1...100).map { try LargeWorld.post("p\($0)", by: world.rex, at: 0) })
        let newest = (1...100).reversed().map { "p\($0)" }
        #expect(try world.walk(.home, limit: limit) == newest)
        #expect(try world.walk(.everyone, limit: limit, order: .interacted) == newest)
        // In the middle of a walk one comes and one goes: all others are where they were.
        let viewer = try #require(world.index.user(world.ana))
        let first = world.index.page(StreamQuery(.home, viewer: viewer), limit: 40)
        let gone = Retraction(author: world.rex, targetGUID: try LargeWorld.guid("p30"), targetType: .post)
        try world.apply([try LargeWorld.post("late", by: world.rex, at: 0), .entity(EntityPut(.retraction(gone)))])
        let rest = world.index.page(StreamQuery(.home, viewer: viewer), before: try #require(first.last), limit: 200)
        #expect(rest.count == 59)
        #expect(Set(first + rest).count == 99)
    }

    @Test func clocksThatAreTenYearsWrongPutNothingOutOfReach() async throws {
        let world = try await LargeWorld()
        let tenYears: Int64 = 3_652 * 86_400
        let received = Timestamp(seconds: LargeWorld.start + 100)
        try world.apply([world.follow(world.rex)])
        try world.apply([try LargeWorld.post("right", by: world.rex, at: 90)], at: received)
        let before = try world.number("right")
        try world.apply(
            [
                try LargeWorld.post("ahead", by: world.rex, at: 100 + tenYears),
                try LargeWorld.post("behind", by: world.rex, at: -tenYears),
            ],
            at: received
        )
        try world.apply(
            [try LargeWorld.post("after", by: world.rex, at: 110)],
            at: Timestamp(seconds: LargeWorld.start + 110)
        )
        // The one sorts by its arrival, the other where it says; neither is on top for ten years, or lost.
        #expect(try world.walk(.home, limit: 1) == ["after", "ahead", "right", "behind"])
        let ahead = try #require(try world.reader.contents(of: world.number("ahead"), pod: .unset))
        #expect(ahead.createdAt == received)
        #expect(ahead.claimedAt == Timestamp(seconds: LargeWorld.start + 100 + tenYears))
        let behind = try #require(try world.reader.contents(of: world.number("behind"), pod: .unset))
        #expect(behind.createdAt == Timestamp(seconds: LargeWorld.start - tenYears) && behind.claimedAt == nil)
        // Who asks for what arrived since finds the old one too.
        var options = StreamOptions()
        options.arrivedAfter = before
        #expect(try world.walk(.home, limit: 2, options) == ["after", "ahead", "behind"])
        try await world.rebuild()
        #expect(try world.walk(.home, limit: 3) == ["after", "ahead", "right", "behind"])
    }

    @Test func whoIsFollowedShowsWithAllThePastAtOnce() async throws {
        let world = try await LargeWorld { ana, rex in
            try (0..<1_000).flatMap { number in
                [
                    try LargeWorld.post("past\(number)", by: rex, at: Int64(number)),
                    try LargeWorld.post("own\(number)", by: ana, at: Int64(number)),
                ]
            }
        }
        #expect(try world.walk(.home, limit: 100) == (0..<1_000).reversed().map { "own\($0)" })
        try world.apply([world.follow(world.rex)])
        let both = (0..<1_000).reversed().flatMap { ["own\($0)", "past\($0)"] }
        #expect(try world.walk(.home, limit: 100) == both)
        #expect(try world.walk(.aspects(["Friends"]), limit: 37) == both)
        try world.apply([.contactDelete(user: world.ana, person: world.rex)])
        #expect(try world.walk(.home, limit: 100).count == 1_000)
    }

    @Test func aThousandResharesOfOnePostAreOneItemIfWanted() async throws {
        let world = try await LargeWorld { ana, rex in
            var changes = [
                LargeWorld.follow(rex, by: ana), try LargeWorld.post("root", by: rex, at: 0),
                try LargeWorld.post("other", by: rex, at: 1),
            ]
            for number in 1...1_000 {
                let person = try #require(DiasporaID("fan\(number)@f.example"))
                changes += [.personPut(PersonPut(id: person)), LargeWorld.follow(person, by: ana)]
                let reshare = Reshare(
                    author: person,
                    guid: try LargeWorld.guid("reshare\(number)"),
                    createdAt: Timestamp(seconds: LargeWorld.start + 10 + Int64(number)),
                    root: Reshare.Root(author: rex, guid: try LargeWorld.guid("root"))
                )
                changes.append(.entity(EntityPut(.reshare(reshare))))
            }
            return changes
        }
        #expect(world.index.facts(of: try world.number("root")).counts.reshares == 1_000)
        let reshares = (1...1_000).reversed().map { "reshare\($0)" }
        #expect(try world.walk(.home, limit: 100) == reshares + ["other", "root"])
        var grouped = StreamOptions()
        grouped.groupsReshares = true
        #expect(try world.walk(.home, limit: 1, grouped) == ["reshare1000", "other"])
        var without = StreamOptions()
        without.hidesReshares = true
        #expect(try world.walk(.home, limit: 1, without) == ["other", "root"])
        // Without their root they are a thousand posts that show nothing, and still there.
        let retraction = Retraction(author: world.rex, targetGUID: try LargeWorld.guid("root"), targetType: .post)
        try world.apply([.entity(EntityPut(.retraction(retraction)))])
        #expect(try world.walk(.home, limit: 100) == reshares + ["other"])
        try await world.rebuild()
        #expect(try world.walk(.home, limit: 100) == reshares + ["other"])
    }
}
