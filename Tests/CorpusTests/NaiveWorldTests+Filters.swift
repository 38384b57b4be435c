import SocialModel
import TestSupport
import Testing

extension NaiveWorldTests {
    /// Blocks, hiding, tags and mentions: scenarios 22 to 55.
    @Suite struct Filters {
        @Test func scenario22IgnoredPeopleAreNotFoundByTags() throws {
            var cast = try Cast()
            cast.say(.tagFollowingPut(user: cast.ana, tag: "#Test"))
            cast.say(.blockPut(user: cast.ana, person: cast.dan))
            try cast.post(cast.dan, "p1", "#test")
            try cast.post(cast.ben, "p2", "#test")
            #expect(cast.stream(.home, cast.ana) == ["p2"])
            #expect(cast.stream(.followedTags, cast.ana) == ["p2"])
            #expect(cast.stream(.tag("test"), cast.ana) == ["p2"])
        }

        @Test func scenarios23And24ManyIgnoredPostsHideNoOlderOnes() throws {
            var cast = try Cast()
            cast.say(.tagFollowingPut(user: cast.ana, tag: "test"))
            for number in 1...5 { try cast.post(cast.ben, "ben\(number)", "#test") }
            for number in 1...20 { try cast.post(cast.dan, "dan\(number)x", "#test") }
            cast.connect(cast.ana, cast.dan, ["Work"])
            cast.say(.blockPut(user: cast.ana, person: cast.dan))
            let page = cast.world.page(.home, viewer: cast.ana)
            #expect(cast.names(page.posts) == ["ben5", "ben4", "ben3", "ben2", "ben1"])
            cast.say(.blockDelete(user: cast.ana, person: cast.dan))
            #expect(cast.stream(.home, cast.ana).count == 25)
        }

        @Test func scenario24bHiddenPostsMakeRoomForTheNextOnes() throws {
            var cast = try Cast()
            cast.say(.tagFollowingPut(user: cast.ana, tag: "t"))
            for (name, minute) in [("tag1", 570), ("tag2", 560), ("tag3", 550)] {
                try cast.post(cast.rex, name, "#t", at: Int64(minute * 60))
            }
            try cast.post(cast.ben, "older", at: 590 * 60)
            for minute in 1...15 { try cast.post(cast.ben, "ben\(minute)x", at: Int64((600 + minute) * 60)) }
            for name in ["ben15x", "ben7x", "ben3x"] { cast.say(.hidePut(user: cast.ana, post: try Cast.guid(name))) }
            let page = cast.names(cast.world.page(.home, viewer: cast.ana).posts)
            #expect(page.count == 15)
            #expect(page[12] == "older")
            #expect(Array(page[13...]) == ["tag1", "tag2"])
        }

        @Test func scenario25ReshareOfAnIgnoredAuthorShows() throws {
            var cast = try Cast()
            cast.say(.blockPut(user: cast.ana, person: cast.dan))
            try cast.post(cast.dan, "p1")
            try cast.reshare(cast.ben, "p2", of: "p1", by: cast.dan)
            #expect(cast.stream(.home, cast.ana) == ["p2"])
        }

        @Test func scenario26HiddenPostsAreNowhereButByLink() throws {
            var cast = try Cast()
            let guid = try Cast.guid("p1")
            try cast.post(cast.ben, "p1", "#what")
            cast.say(.hidePut(user: cast.ana, post: guid))
            for kind in [NaiveStream.home, .tag("what"), .person(cast.ben), .public] {
                #expect(cast.stream(kind, cast.ana).isEmpty)
            }
            #expect(try cast.sees(cast.ana, "p1"))
            cast.say(.hideDelete(user: cast.ana, post: guid))
            #expect(cast.stream(.home, cast.ana) == ["p1"])
        }

        @Test func scenario27ProfilesOfIgnoredPeopleShow() throws {
            var cast = try Cast()
            cast.say(.blockPut(user: cast.ana, person: cast.dan))
            try cast.post(cast.dan, "p1")
            #expect(cast.stream(.person(cast.dan), cast.ana) == ["p1"])
            #expect(cast.stream(.public, cast.ana).isEmpty)
        }

        @Test func scenarios29And30TheIgnoredMayNotCommentButTheirOldCommentsStay() throws {
            var cast = try Cast()
            try cast.post(cast.ana, "p1")
            #expect(cast.send(try cast.comment(cast.mia, "c1", on: "p1"), from: cast.mia) == .accepted)
            cast.say(.blockPut(user: cast.ana, person: cast.mia))
            #expect(cast.send(try cast.comment(cast.mia, "c2", on: "p1"), from: cast.mia) == .refused)
            #expect(cast.send(try cast.like(cast.mia, "l1", of: "p1"), from: cast.mia) == .refused)
            #expect(try cast.counts("p1") == PostCounts(comments: 1))
        }

        @Test func scenario31WithoutAViewerNothingIsFiltered() throws {
            var cast = try Cast()
            cast.say(.blockPut(user: cast.ana, person: cast.dan))
            try cast.post(cast.dan, "p1")
            try cast.postToPals("p2")
            #expect(cast.stream(.public, nil) == ["p1"])
            #expect(cast.stream(.person(cast.ben), nil).isEmpty)
        }

        // MARK: - Tags

        @Test func scenarios32And33TagsObeyVisibility() throws {
            var cast = try Cast()
            try cast.postToPals("p1", "#what")
            try cast.post(cast.rex, "p2", "#what")
            #expect(cast.stream(.tag("what"), cast.ana) == ["p2", "p1"])
            #expect(cast.stream(.tag("what"), cast.cyd) == ["p2"])
            #expect(cast.stream(.tag("what"), nil) == ["p2"])
        }

        @Test func scenario34SpellingDoesNotMatter() throws {
            var cast = try Cast()
            for (name, text) in [("p1", "#newhere"), ("p2", "#NewHere"), ("p3", "#NEWHERE")] {
                try cast.post(cast.rex, name, text)
            }
            #expect(cast.stream(.tag("#NewHere"), cast.ana) == ["p3", "p2", "p1"])
        }

        @Test func scenario35SeveralFollowedTagsShowAPostOnce() throws {
            var cast = try Cast()
            for tag in ["a", "b", "c"] { cast.say(.tagFollowingPut(user: cast.ana, tag: tag)) }
            for number in 1...40 { try cast.post(cast.rex, "p\(number)x", "#a #b #c") }
            let page = cast.world.page(.home, viewer: cast.ana)
            #expect(Set(page.posts).count == 15)
            #expect(cast.stream(.home, cast.ana).count == 40)
        }

        @Test func scenarios36To39OnlyAPostsOwnTagsCount() throws {
            var cast = try Cast()
            try cast.post(cast.rex, "p1", "#not_what")
            try cast.post(cast.rex, "p2", "#what")
            try cast.reshare(cast.mia, "p3", of: "p2", by: cast.rex)
            try cast.post(cast.rex, "p4", "nothing")
            cast.tell(try cast.comment(cast.mia, "c1", on: "p4", "#what"))
            #expect(cast.stream(.tag("what"), cast.ana) == ["p2"])
            #expect(cast.stream(.tag("nonexistent"), cast.ana).isEmpty)
        }

        @Test func scenario40LimitedTaggedPostsAreInFollowedTagsButNotHome() throws {
            var cast = try Cast()
            cast.say(.tagFollowingPut(user: cast.ana, tag: "cats"))
            try cast.post(cast.dan, "p1", "#cats", to: [cast.ana])
            #expect(cast.stream(.followedTags, cast.ana) == ["p1"])
            #expect(cast.stream(.home, cast.ana).isEmpty)
        }

        @Test func scenario42ATagThatIsTooLongMakesThePostInvalid() throws {
            var cast = try Cast()
            #expect(try cast.post(cast.rex, "p1", "#" + String(repeating: "a", count: 256)) == .refused)
            #expect(try cast.post(cast.rex, "p2", "#" + String(repeating: "a", count: 255)) == .accepted)
        }

        @Test func scenario44FollowedTagsAreNormalised() throws {
            var cast = try Cast()
            cast.say(.tagFollowingPut(user: cast.ana, tag: "#Node.js"))
            try cast.post(cast.rex, "p1", "#nodejs")
            #expect(cast.stream(.followedTags, cast.ana) == ["p1"])
            cast.say(.tagFollowingDelete(user: cast.ana, tag: "nodejs"))
            #expect(cast.stream(.followedTags, cast.ana).isEmpty)
        }

        // MARK: - Mentions

        @Test func scenario46AStrangersMentionIsInHome() throws {
            var cast = try Cast()
            try cast.post(cast.ben, "p1", "Hey @{Dan; dan@pod.example}")
            #expect(cast.stream(.home, cast.dan) == ["p1"])
            #expect(cast.stream(.mentions, cast.dan) == ["p1"])
        }

        @Test func scenarios47And48LimitedMentionsReachRecipientsOnly() throws {
            var cast = try Cast()
            try cast.postToPals("p1", "@{cyd@pod.example} and @{dan@pod.example}")
            #expect(cast.stream(.mentions, cast.cyd).isEmpty)
            #expect(cast.stream(.mentions, cast.dan) == ["p1"])
            #expect(cast.stream(.home, cast.dan) == ["p1"])
        }

        @Test func scenarios49And50ASecondDeliveryAddsARecipient() throws {
            var cast = try Cast()
            let text = "@{ben@pod.example} @{cyd@pod.example}"
            try cast.post(cast.rex, "p1", text, to: [cast.cyd])
            #expect(cast.stream(.mentions, cast.cyd) == ["p1"])
            #expect(cast.stream(.mentions, cast.ben).isEmpty)
            #expect(try cast.post(cast.rex, "p1", text, to: [cast.ben]) == .duplicate)
            #expect(cast.stream(.mentions, cast.ben) == ["p1"])
            #expect(cast.stream(.mentions, cast.cyd) == ["p1"])
        }

        @Test func scenarios51And55MentionsCountOnceAndNotInComments() throws {
            var cast = try Cast()
            try cast.post(cast.rex, "p1", "@{dan@pod.example} @{Dan; dan@pod.example}")
            try cast.post(cast.rex, "p2", "nothing")
            cast.tell(try cast.comment(cast.rex, "c1", on: "p2", "@{dan@pod.example}"))
            #expect(cast.stream(.mentions, cast.dan) == ["p1"])
        }

        @Test func theSpotlightShowsToThoseWhoWantIt() throws {
            var cast = try Cast()
            try cast.post(cast.rex, "p1")
            cast.say(.spotlightPut(person: cast.rex))
            #expect(cast.stream(.home, cast.ana).isEmpty)
            cast.say(.userPut(UserPut(id: cast.ana, communitySpotlight: .set(true))))
            #expect(cast.stream(.home, cast.ana) == ["p1"])
            cast.say(.spotlightDelete(person: cast.rex))
            #expect(cast.stream(.home, cast.ana).isEmpty)
        }
    }
}
