import SocialModel
import TestSupport
import Testing

extension NaiveWorldTests {
    /// Visibility, lifecycle, reshares and interactions: scenarios 56 to 87, and what waits for its parent.
    @Suite struct Lifecycle {
        @Test func scenario56LimitedPostsAreForAuthorAndRecipients() throws {
            var cast = try Cast()
            try cast.postToPals("p1")
            #expect(try cast.sees(cast.ben, "p1"))
            #expect(try cast.sees(cast.dan, "p1"))
            #expect(try !cast.sees(cast.cyd, "p1"))
            #expect(try !cast.sees(nil, "p1"))
            #expect(try !cast.sees(cast.ana, "nothing"))
        }

        @Test func scenarios57And58AspectsDoNotChangeOldPosts() throws {
            var cast = try Cast()
            try cast.postToPals("p1")
            cast.connect(cast.ben, cast.cyd, ["Pals"])
            cast.connect(cast.ben, cast.ana, [])
            #expect(try !cast.sees(cast.cyd, "p1"))
            #expect(try cast.sees(cast.ana, "p1"))
        }

        @Test func scenario59ADeletedAspectLeavesItsPostsReadable() throws {
            var cast = try Cast()
            try cast.postToPals("p1")
            cast.say(.aspectDelete(user: cast.ben, aspect: "Pals"))
            #expect(try cast.sees(cast.ana, "p1"))
            #expect(cast.stream(.home, cast.ben) == ["p1"])
            cast.say(.aspectDelete(user: cast.ana, aspect: "Friends"))
            #expect(cast.stream(.home, cast.ana).isEmpty)
        }

        @Test func scenario60NobodyTakesAnothersGUID() throws {
            var cast = try Cast()
            try cast.post(cast.rex, "p1", "mine #a")
            #expect(cast.send(try cast.message(cast.mia, "p1", "stolen #b"), from: cast.mia) == .refused)
            #expect(cast.send(try cast.message(cast.rex, "p2", "forged"), from: cast.mia) == .refused)
            #expect(cast.stream(.tag("a"), cast.ana) == ["p1"])
            #expect(cast.stream(.public, cast.ana) == ["p1"])
        }

        @Test func scenario61ASecondDeliveryChangesNothing() throws {
            var cast = try Cast()
            #expect(cast.send(try cast.message(cast.rex, "p1", "#a"), from: cast.rex) == .accepted)
            #expect(cast.send(try cast.message(cast.rex, "p1", "#b"), from: cast.rex) == .duplicate)
            #expect(cast.stream(.tag("a"), cast.ana) == ["p1"])
            #expect(cast.stream(.tag("b"), cast.ana).isEmpty)
        }

        @Test func limitedPostsAreNotSentToEverybody() throws {
            var cast = try Cast()
            let message = try cast.message(cast.rex, "p1", "secret", isPublic: false)
            #expect(cast.send(message, from: cast.rex) == .refused)
        }

        @Test func scenario62OnlyTheAuthorRetractsAPost() throws {
            var cast = try Cast()
            try cast.post(cast.rex, "p1")
            cast.tell(try cast.comment(cast.ana, "c1", on: "p1"))
            #expect(cast.send(try cast.retraction(cast.rex, of: "p1"), from: cast.mia) == .refused)
            #expect(cast.stream(.commented, cast.ana) == ["p1"])
            #expect(cast.send(try cast.retraction(cast.rex, of: "p1"), from: cast.rex) == .accepted)
            #expect(try cast.counts("p1") == nil)
            #expect(cast.stream(.commented, cast.ana).isEmpty)
            #expect(cast.send(try cast.message(cast.rex, "p1", "again"), from: cast.rex) == .refused)
            #expect(cast.stream(.public, cast.ana).isEmpty)
        }

        @Test func scenario63ThePostsAuthorRetractsComments() throws {
            var cast = try Cast()
            try cast.post(cast.rex, "p1")
            for name in ["c1", "c2"] { cast.send(try cast.comment(cast.mia, name, on: "p1"), from: cast.rex) }
            #expect(cast.send(try cast.retraction(cast.mia, of: "c1", .comment), from: cast.rex) == .accepted)
            #expect(cast.send(try cast.retraction(cast.mia, of: "c2", .comment), from: cast.mia) == .accepted)
            #expect(try cast.counts("p1") == PostCounts())
        }

        @Test func aRetractionThatOvertakesItsTargetWaitsForIt() throws {
            var cast = try Cast()
            #expect(cast.send(try cast.retraction(cast.rex, of: "p1"), from: cast.rex) == .parked)
            #expect(cast.send(try cast.retraction(cast.rex, of: "p2"), from: cast.mia) == .parked)
            #expect(cast.send(try cast.message(cast.rex, "p1", "late"), from: cast.rex) == .refused)
            #expect(cast.send(try cast.message(cast.rex, "p2", "lives"), from: cast.rex) == .accepted)
            #expect(cast.stream(.public, cast.ana) == ["p2"])
        }

        @Test func scenario64AReshareOutlivesItsRoot() throws {
            var cast = try Cast()
            try cast.post(cast.rex, "p1")
            try cast.reshare(cast.ben, "p2", of: "p1", by: cast.rex)
            cast.tell(try cast.retraction(cast.rex, of: "p1"))
            #expect(cast.stream(.home, cast.ana) == ["p2"])
            #expect(cast.stream(.public, nil) == ["p2"])
        }

        @Test func scenario65AClosedAccountsPostsVanishAndItsCommentsStay() throws {
            var cast = try Cast()
            try cast.post(cast.rex, "p1")
            try cast.post(cast.mia, "p2")
            cast.tell(try cast.comment(cast.rex, "c1", on: "p2"))
            cast.tell(try cast.like(cast.rex, "l1", of: "p2"))
            #expect(cast.send(.accountDeletion(AccountDeletion(author: cast.rex)), from: cast.rex) == .accepted)
            #expect(cast.stream(.public, nil) == ["p2"])
            #expect(try cast.counts("p2") == PostCounts(comments: 1, likes: 1))
            #expect(cast.send(try cast.message(cast.rex, "p3", "ghost"), from: cast.rex) == .refused)
        }

        // MARK: - Reshares and interactions

        @Test func scenarios67And72OnlyPublicPostsAreResharedAndOnceEach() throws {
            var cast = try Cast()
            try cast.postToPals("p1")
            try cast.post(cast.ben, "p2")
            #expect(try cast.reshare(cast.ana, "r1", of: "p1", by: cast.ben) == .refused)
            #expect(try cast.reshare(cast.ana, "r2", of: "p2", by: cast.ben) == .accepted)
            #expect(try cast.reshare(cast.ana, "r3", of: "p2", by: cast.ben) == .refused)
            #expect(try cast.reshare(cast.dan, "r4", of: "p2", by: cast.ben) == .accepted)
            #expect(try cast.reshare(cast.cyd, "r5", of: "p2", by: cast.ana) == .refused)
        }

        @Test func scenarios68And69OnlyDirectResharesCount() throws {
            var cast = try Cast()
            try cast.post(cast.rex, "p1")
            for (name, author) in [("r1", cast.ana), ("r2", cast.ben), ("r3", cast.cyd)] {
                try cast.reshare(author, name, of: "p1", by: cast.rex)
            }
            try cast.reshare(cast.dan, "r4", of: "r1", by: cast.ana)
            #expect(try cast.counts("p1") == PostCounts(reshares: 3))
            #expect(try cast.counts("r1") == PostCounts(reshares: 1))
            cast.tell(try cast.retraction(cast.ben, of: "r2"))
            #expect(try cast.counts("p1") == PostCounts(reshares: 2))
        }

        @Test func scenarios73And74OneLikeEachAndOnlyPositiveOnesCount() throws {
            var cast = try Cast()
            try cast.post(cast.rex, "p1")
            #expect(cast.tell(try cast.like(cast.ana, "l1", of: "p1")) == .accepted)
            #expect(cast.tell(try cast.like(cast.ana, "l2", of: "p1")) == .refused)
            #expect(cast.tell(try cast.like(cast.ben, "l3", of: "p1", isPositive: false)) == .accepted)
            #expect(try cast.counts("p1") == PostCounts(likes: 1))
            cast.tell(try cast.retraction(cast.ana, of: "l1", .like))
            #expect(try cast.counts("p1") == PostCounts())
        }

        @Test func scenario78ABlankCommentIsInvalid() throws {
            var cast = try Cast()
            try cast.post(cast.rex, "p1")
            #expect(cast.tell(try cast.comment(cast.ana, "c1", on: "p1", " \n")) == .refused)
            #expect(cast.stream(.commented, cast.ana).isEmpty)
        }

        @Test func scenario80CommentsOnLocalPostsComeFromTheirAuthors() throws {
            var cast = try Cast()
            try cast.post(cast.ana, "p1")
            try cast.post(cast.rex, "p2")
            #expect(cast.send(try cast.comment(cast.rex, "c1", on: "p1"), from: cast.rex) == .accepted)
            #expect(cast.send(try cast.comment(cast.rex, "c2", on: "p1"), from: cast.mia) == .refused)
            #expect(cast.send(try cast.comment(cast.mia, "c3", on: "p2"), from: cast.mia) == .refused)
            #expect(cast.send(try cast.comment(cast.mia, "c4", on: "p2"), from: cast.rex) == .accepted)
        }

        @Test func scenario81ADuplicateCommentCountsOnce() throws {
            var cast = try Cast()
            try cast.post(cast.ana, "p1")
            let comment = try cast.comment(cast.rex, "c1", on: "p1")
            #expect(cast.send(comment, from: cast.rex) == .accepted)
            #expect(cast.send(comment, from: cast.rex) == .duplicate)
            #expect(try cast.counts("p1") == PostCounts(comments: 1))
        }

        @Test func scenario82LikedIsOrderedByThePosts() throws {
            var cast = try Cast()
            try cast.post(cast.rex, "p1")
            try cast.reshare(cast.mia, "p2", of: "p1", by: cast.rex)
            cast.tell(try cast.like(cast.ana, "l2", of: "p2"))
            cast.tell(try cast.like(cast.ana, "l1", of: "p1"))
            #expect(cast.stream(.liked, cast.ana) == ["p2", "p1"])
            #expect(cast.stream(.liked, cast.ben).isEmpty)
        }

        @Test func likesOfCommentsAreNotLikesOfPosts() throws {
            var cast = try Cast()
            try cast.post(cast.rex, "p1")
            cast.tell(try cast.comment(cast.mia, "c1", on: "p1"))
            #expect(cast.tell(try cast.like(cast.ana, "l1", of: "c1", .comment)) == .accepted)
            #expect(cast.stream(.liked, cast.ana).isEmpty)
            #expect(try cast.counts("p1") == PostCounts(comments: 1))
        }

        @Test func scenario87APostOfPhotosAloneGoesWithThem() throws {
            var cast = try Cast()
            func photo(_ name: String, _ post: String) throws -> Photo {
                Photo(
                    guid: try Cast.guid(name),
                    author: cast.rex,
                    isPublic: true,
                    remotePath: "https://r.example/",
                    remoteName: "a.jpg",
                    statusMessageGUID: try Cast.guid(post)
                )
            }
            for (post, name, text) in [("p1", "f1", nil), ("p2", "f2", "words" as String?)] {
                let message = StatusMessage(
                    author: cast.rex,
                    guid: try Cast.guid(post),
                    createdAt: Cast.time(10),
                    isPublic: true,
                    text: text,
                    photos: [try photo(name, post)]
                )
                #expect(cast.send(.statusMessage(message), from: cast.rex) == .accepted)
                cast.send(try cast.retraction(cast.rex, of: name, .photo), from: cast.rex)
            }
            let empty = StatusMessage(author: cast.rex, guid: try Cast.guid("p3"), isPublic: true, text: " ")
            #expect(cast.send(.statusMessage(empty), from: cast.rex) == .refused)
            #expect(cast.stream(.public, nil) == ["p2"])
        }

        // MARK: - Waiting

        @Test func commentsAndLikesWaitForTheirPost() throws {
            var cast = try Cast()
            #expect(cast.send(try cast.like(cast.mia, "l1", of: "c1", .comment), from: cast.rex) == .parked)
            #expect(cast.send(try cast.comment(cast.mia, "c1", on: "p1"), from: cast.rex) == .parked)
            #expect(cast.send(try cast.comment(cast.mia, "c2", on: "p1"), from: cast.mia) == .parked)
            try cast.reshare(cast.ben, "r1", of: "p1", by: cast.rex)
            #expect(cast.stream(.home, cast.ana).isEmpty)
            try cast.post(cast.rex, "p1")
            // The second one came from somebody who may not pass it on, which shows only now.
            #expect(try cast.counts("p1") == PostCounts(comments: 1, reshares: 1))
            #expect(cast.stream(.home, cast.ana) == ["r1"])
        }

        @Test func postsWaitForTheirAuthor() throws {
            var cast = try Cast()
            let eve = try #require(DiasporaID("eve@e.example"))
            #expect(cast.send(try cast.message(eve, "p1", "first"), from: eve) == .parked)
            #expect(cast.stream(.public, nil).isEmpty)
            cast.say(.personPut(PersonPut(id: eve)))
            #expect(cast.stream(.public, nil) == ["p1"])
        }
    }
}
