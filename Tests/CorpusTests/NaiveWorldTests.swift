import SocialModel
import TestSupport
import Testing

/// Home and aspects: acceptance scenarios 1 to 21 of diaspora-behaviour §16, corrected where it says so.
@Suite struct NaiveWorldTests {
    @Test func scenario1FollowedPeopleArePartOfHome() throws {
        var cast = try Cast()
        try cast.post(cast.ben, "p1")
        #expect(cast.stream(.home, cast.ana) == ["p1"])
    }

    @Test func scenario2LimitedPostsReachThoseWhoFollowTheirAuthor() throws {
        var cast = try Cast()
        try cast.postToPals("p1")
        #expect(cast.stream(.home, cast.ana) == ["p1"])
        #expect(cast.stream(.home, cast.dan).isEmpty)
        #expect(cast.stream(.person(cast.ben), cast.dan) == ["p1"])
        #expect(try cast.sees(cast.dan, "p1"))
    }

    @Test func scenario3PostsToAnEmptyAspectReachNobody() throws {
        var cast = try Cast()
        cast.say(.aspectPut(user: cast.cyd, aspect: "Nobody", name: "Nobody"))
        try cast.post(cast.cyd, "p1", to: [], aspects: ["Nobody"])
        #expect(cast.stream(.home, cast.ana).isEmpty)
        #expect(cast.stream(.home, cast.cyd) == ["p1"])
    }

    @Test func scenario4WhoOnlySharesIsNotPartOfHome() throws {
        var cast = try Cast()
        cast.connect(cast.ana, cast.dan, [], isSharing: true)
        try cast.post(cast.dan, "p1")
        try cast.post(cast.dan, "p2", to: [cast.ana])
        #expect(cast.stream(.home, cast.ana).isEmpty)
    }

    @Test func scenario5OwnPostsArePartOfHome() throws {
        var cast = try Cast()
        try cast.post(cast.ana, "p1")
        try cast.post(cast.ana, "p2", to: [cast.ben], aspects: ["Friends"])
        #expect(cast.stream(.home, cast.ana) == ["p2", "p1"])
    }

    @Test func scenario6APostToTwoAspectsShowsOnce() throws {
        var cast = try Cast()
        cast.say(.aspectPut(user: cast.ben, aspect: "More", name: "More"))
        try cast.post(cast.ben, "p1", to: [cast.ana, cast.ana], aspects: ["Pals", "More"])
        #expect(cast.stream(.home, cast.ana) == ["p1"])
    }

    @Test func scenario7StrangersAreOnlyInPublic() throws {
        var cast = try Cast()
        try cast.post(cast.rex, "p1")
        #expect(cast.stream(.home, cast.ana).isEmpty)
        #expect(cast.stream(.aspects([]), cast.ana).isEmpty)
        #expect(cast.stream(.public, cast.ana) == ["p1"])
        #expect(cast.stream(.localPublic, cast.ana).isEmpty)
    }

    @Test func scenarios8And9PagesFollowEachOther() throws {
        var cast = try Cast()
        for number in 1...25 {
            for author in [cast.ana, cast.ben, cast.cyd] { try cast.post(author, "\(author.text.prefix(3))\(number)x") }
        }
        let all = cast.stream(.home, cast.ana)
        let first = cast.world.page(.home, viewer: cast.ana)
        let second = cast.world.page(.home, viewer: cast.ana, before: first.next)
        #expect(all.count == 75)
        #expect(all.first == "cyd25x")
        #expect(cast.names(first.posts) == Array(all[..<15]))
        #expect(cast.names(second.posts) == Array(all[15..<30]))
    }

    @Test func theLastPageHasNoNext() throws {
        var cast = try Cast()
        for number in 1...4 { try cast.post(cast.ben, "p\(number)") }
        let first = cast.world.page(.home, viewer: cast.ana, limit: 2)
        let second = cast.world.page(.home, viewer: cast.ana, limit: 2, before: first.next)
        #expect(first.next != nil)
        #expect(cast.names(second.posts) == ["p2", "p1"])
        #expect(second.next == nil)
    }

    @Test func scenarios10And11OfOneSecondTheLaterComesFirstAndNoneIsLost() throws {
        var cast = try Cast()
        for name in ["a", "b", "c"] { try cast.post(cast.ben, name, at: 100) }
        let first = cast.world.page(.home, viewer: cast.ana, limit: 1)
        #expect(cast.stream(.home, cast.ana) == ["c", "b", "a"])
        #expect(cast.names(cast.world.page(.home, viewer: cast.ana, before: first.next).posts) == ["b", "a"])
    }

    @Test func postsFromTheFutureSortByTheirArrival() throws {
        var cast = try Cast()
        try cast.post(cast.ben, "future", at: 900_000)
        try cast.post(cast.ben, "old", at: 10)
        #expect(cast.stream(.home, cast.ana) == ["future", "old"])
        try cast.post(cast.ben, "arrived", at: 80_000)
        #expect(cast.stream(.home, cast.ana) == ["arrived", "future", "old"])
    }

    @Test func scenario13AnAspectShowsItsPeople() throws {
        var cast = try Cast()
        try cast.post(cast.ben, "p1")
        try cast.post(cast.cyd, "p2")
        #expect(cast.stream(.aspects(["Work"]), cast.ana) == ["p2"])
        #expect(cast.stream(.aspects(["Work", "Nonsense"]), cast.ana) == ["p2"])
    }

    @Test func scenario14AnAspectShowsOwnPostsToIt() throws {
        var cast = try Cast()
        try cast.post(cast.ana, "work", to: [cast.cyd], aspects: ["Work"])
        try cast.post(cast.ana, "friends", to: [cast.ben], aspects: ["Friends"])
        try cast.post(cast.ana, "public")
        #expect(cast.stream(.aspects(["Friends"]), cast.ana) == ["public", "friends"])
    }

    @Test func scenarios15And17AllAspectsShowAllOwnPosts() throws {
        var cast = try Cast()
        try cast.post(cast.ana, "work", to: [cast.cyd], aspects: ["Work"])
        cast.say(.aspectPut(user: cast.ana, aspect: "Gone", name: "Gone"))
        try cast.post(cast.ana, "lost", to: [], aspects: ["Gone"])
        cast.say(.aspectDelete(user: cast.ana, aspect: "Gone"))
        #expect(cast.stream(.aspects([]), cast.ana) == ["lost", "work"])
        #expect(cast.stream(.aspects(["Work", "Friends"]), cast.ana) == ["lost", "work"])
        #expect(cast.stream(.aspects(["Work"]), cast.ana) == ["work"])
    }

    @Test func scenario16ForeignAspectsShowOwnPublicPosts() throws {
        var cast = try Cast()
        try cast.post(cast.ben, "p1")
        try cast.post(cast.ana, "p2")
        try cast.post(cast.ana, "p3", to: [cast.ben], aspects: ["Friends"])
        #expect(cast.stream(.aspects(["Pals"]), cast.ana) == ["p2"])
    }

    @Test func scenario20WhoIsInNoAspectLeavesHomeAndStaysReadable() throws {
        var cast = try Cast()
        try cast.post(cast.ben, "p1")
        try cast.postToPals("p2")
        cast.connect(cast.ana, cast.ben, [], isSharing: true)
        #expect(cast.stream(.home, cast.ana).isEmpty)
        #expect(try cast.sees(cast.ana, "p2"))
        #expect(cast.stream(.person(cast.ben), cast.ana) == ["p2", "p1"])
    }

    @Test func scenario21FollowingShowsWhatIsThereAlready() throws {
        var cast = try Cast()
        try cast.post(cast.rex, "p1")
        cast.connect(cast.ana, cast.rex, ["Work"])
        #expect(cast.stream(.home, cast.ana) == ["p1"])
    }

    @Test func nobodyReadsAsSomebodyWithoutAnAccount() throws {
        var cast = try Cast()
        try cast.post(cast.ben, "p1")
        #expect(cast.stream(.public, cast.rex).isEmpty)
        #expect(cast.stream(.home, nil).isEmpty)
    }
}
