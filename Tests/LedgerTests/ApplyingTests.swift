import GRDB
import Ledger
import SocialModel
import TestSupport
import Testing

/// What the pod says, and how it takes effect.
@Suite struct ApplyingTests {
    @Test func aRefusedChangeUndoesItsWholeCall() throws {
        let desk = try Desk()
        let seq = desk.writer.seq
        let good = Desk.post(Desk.guid("good"), by: Desk.ana)
        let empty = StatusMessage(author: Desk.ana, guid: Desk.guid("empty"), isPublic: true, text: " ")
        let reason = refusal {
            try desk.apply([.entity(EntityPut(.statusMessage(good))), .entity(EntityPut(.statusMessage(empty)))])
        }
        #expect(reason == "empty_post")
        #expect(desk.writer.seq == seq)
        #expect(try desk.reader.post(good.guid) == nil)
    }

    @Test func skippingAppliesTheOthersAndNamesTheIndex() throws {
        let desk = try Desk()
        let good = Desk.post(Desk.guid("good"), by: Desk.ana)
        let empty = StatusMessage(author: Desk.ana, guid: Desk.guid("empty"), isPublic: true, text: " ")
        let receipt = try desk.apply(
            [.entity(EntityPut(.statusMessage(empty))), .entity(EntityPut(.statusMessage(good)))],
            skipRefused: true
        )
        #expect(receipt.refused.map(\.index) == [0])
        #expect(receipt.refused.map(\.reason) == ["empty_post"])
        #expect(try desk.reader.post(good.guid) != nil)
    }

    /// Tags and people that a post names are written before it is known whether the post can be.
    @Test func whatCannotBeAfterSomethingOfItWasWrittenLeavesNothing() throws {
        let desk = try Desk()
        let seq = desk.writer.seq
        var puts = (0..<150).map { EntityPut(.statusMessage(Desk.post(Desk.guid("post\($0)x"), by: Desk.ana))) }
        let text = "#fresh @{new@n.example}"
        let refused = Desk.post(Desk.guid("refused"), by: Desk.ana, text, isPublic: false)
        puts[120] = EntityPut(.statusMessage(refused), aspects: ["Nowhere"])
        let parked = Desk.post(Desk.guid("parked"), by: Desk.ana, text, isPublic: false)
        puts[121] = EntityPut(.statusMessage(parked), recipients: [Desk.id("nobody@pod.example")])
        let commit = try desk.writer.commit([(.apply(puts.map { .entity($0) }, skipRefused: true), Desk.now)])
        let receipt = try #require(commit.results.first).get()
        #expect(receipt.refused.map(\.index) == [120])
        #expect(receipt.refused.map(\.reason) == ["unknown_aspect"])
        #expect(receipt.parked.map(\.index) == [121])
        #expect(receipt.seq == seq + 148)
        #expect(commit.deltas.count { if case .post = $0 { true } else { false } } == 148)
        #expect(try desk.rows("SELECT count(*), max(number) FROM posts") == ["148 148"])
        #expect(try desk.rows("SELECT name FROM tags") == [])
        #expect(try desk.rows("SELECT id FROM people WHERE id LIKE 'new@%'") == [])
    }

    /// The ledger's own numbers are written by the same statement, in another way.
    @Test func whatThePodSaysOfItselfMayChange() throws {
        let desk = try Desk()
        let avatar = Avatar(small: "/s.png", medium: "/m.png", large: "/l.png")
        for photosURL in ["https://pod.example/made/", nil, "https://pod.example/other/"] {
            let put = PodPut(url: "https://pod.example/", defaultAvatar: avatar, photosURL: photosURL)
            let commit = try desk.writer.commit([(.apply([.podPut(put)], skipRefused: false), Desk.now)])
            #expect(try #require(commit.results.first).get().refused.isEmpty)
            #expect(try desk.reader.pod()?.photosURL == photosURL)
        }
    }

    @Test func countersAreCountedOnceACallAndToldOnce() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("liked"), by: Desk.ana)
        var changes: [Change] = [.entity(EntityPut(.statusMessage(post)))]
        for number in 0..<3 {
            let guid = Desk.guid("comment\(number)")
            let comment = Comment(author: Desk.ben, guid: guid, parentGUID: post.guid, text: "yes")
            changes.append(.entity(EntityPut(.comment(comment))))
        }
        let gone = Retraction(author: Desk.ben, targetGUID: Desk.guid("comment1"), targetType: .comment)
        changes.append(.entity(EntityPut(.retraction(gone))))
        let commit = try desk.writer.commit([(.apply(changes, skipRefused: false), Desk.now)])
        let told = commit.deltas.compactMap { delta in if case .counts(_, let counts) = delta { counts } else { nil } }
        #expect(told == [PostCounts(comments: 2)])
        #expect(try desk.rows("SELECT comments FROM posts") == ["2"])
    }

    @Test func oneRefusedCallLeavesTheOthersOfItsGroup() throws {
        let desk = try Desk()
        let first = Desk.post(Desk.guid("first"), by: Desk.ana)
        let last = Desk.post(Desk.guid("last"), by: Desk.ben)
        let stolen = Desk.post(first.guid, by: Desk.rex)
        let calls = [first, stolen, last].map { post in
            (WriteCall.apply([.entity(EntityPut(.statusMessage(post)))], skipRefused: false), Desk.now)
        }
        let commit = try desk.writer.commit(calls)
        #expect(commit.results.map { (try? $0.get()) != nil } == [true, false, true])
        #expect(try desk.contents(first.guid)?.author.id == Desk.ana)
        #expect(try desk.reader.post(last.guid) != nil)
    }

    @Test func applyingTwiceHasTheEffectOfOnce() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("once"), by: Desk.ana, "#one @{\(Desk.ben)}")
        let first = try desk.apply(.statusMessage(post))
        let again = try desk.apply(.statusMessage(post), at: Timestamp(seconds: Desk.now.seconds + 60))
        #expect(again.seq == first.seq)
        #expect(try desk.contents(post.guid)?.interactedAt == Desk.now)
    }

    /// What somebody did with it may be gone again before it was told.
    @Test func thePodMaySayAgainWhenSomebodyInteractedWithAPost() throws {
        let desk = try Desk()
        let guid = Desk.guid("again")
        let (before, after) = (Timestamp(seconds: Desk.now.seconds - 60), Timestamp(seconds: Desk.now.seconds + 60))
        let post = Entity.statusMessage(Desk.post(guid, by: Desk.ana))
        let first = try desk.apply(post)
        _ = try desk.apply([.entity(EntityPut(post, interactedAt: after))])
        #expect(try desk.contents(guid)?.interactedAt == after)
        // It never goes back, and another delivery without a time leaves it.
        let last = try desk.apply([.entity(EntityPut(post, interactedAt: before)), .entity(EntityPut(post))])
        #expect(try desk.contents(guid)?.interactedAt == after)
        #expect(last.seq == first.seq + 1)
    }

    @Test func whatRefersToSomethingUnknownWaitsForIt() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("late"), by: Desk.ana)
        let comment = Comment(author: Desk.ben, guid: Desk.guid("comment"), parentGUID: post.guid, text: "first!")
        let like = Like(author: Desk.rex, guid: Desk.guid("like"), parentGUID: comment.guid, parentType: .comment)
        let early = try desk.apply([.entity(EntityPut(.like(like))), .entity(EntityPut(.comment(comment)))])
        #expect(
            early.parked.map(\.need) == [
                .entity(type: .comment, guid: comment.guid, author: Desk.rex),
                .entity(type: .post, guid: post.guid, author: Desk.ben),
            ]
        )
        let receipt = try desk.apply(.statusMessage(post))
        #expect(receipt.seq == early.seq + 3)
        let contents = try #require(try desk.contents(post.guid))
        #expect(contents.lastComments.map(\.guid) == [comment.guid])
        #expect(contents.lastComments.map(\.likes) == [1])
    }

    @Test func aPersonWhoComesLateBringsAllThatWaited() throws {
        let desk = try Desk()
        let eve = Desk.id("eve@e.example")
        let post = Desk.post(Desk.guid("eves"), by: eve)
        #expect(try desk.apply(.statusMessage(post)).parked.map(\.need) == [.person(eve)])
        try desk.apply([.personPut(PersonPut(id: eve, guid: Desk.guid("person-eve")))])
        #expect(try desk.contents(post.guid)?.author.id == eve)
    }

    @Test func aContactNeedsAspectsThatAreThere() throws {
        let desk = try Desk()
        func contact(_ person: DiasporaID, _ aspects: [String]) -> Change {
            .contactPut(
                ContactPut(user: Desk.ana, person: person, isSharing: false, isReceiving: true, aspects: aspects)
            )
        }
        #expect(refusal { try desk.apply([contact(Desk.ben, ["Nobody's"])]) } == "unknown_aspect")
        #expect(refusal { try desk.apply([contact(Desk.ben, [])]) } == "no_aspect")
        #expect(refusal { try desk.apply([contact(Desk.ana, ["Pals"])]) } == "own_contact")
        try desk.apply([contact(Desk.ben, ["Pals"])])
    }

    @Test func aKnownKeyStaysUnlessItMayBeReplaced() throws {
        let desk = try Desk()
        var put = PersonPut(id: Desk.rex)
        put.publicKey = .set("another")
        #expect(refusal { try desk.apply([.personPut(put)]) } == "key_differs")
        put.replaceKey = true
        try desk.apply([.personPut(put)])
        #expect(try desk.reader.key(of: Desk.rex) == .given(pem: "another"))
    }

    @Test func tagsOfMoreThan255CharactersRefuseTheirPost() throws {
        let desk = try Desk()
        let long = Desk.post(Desk.guid("long"), by: Desk.ana, "#" + String(repeating: "a", count: 256))
        #expect(refusal { try desk.apply(.statusMessage(long)) } == "tag_too_long")
        try desk.apply(
            .statusMessage(Desk.post(Desk.guid("fits"), by: Desk.ana, "#" + String(repeating: "a", count: 255)))
        )
    }

    @Test func whatComesFromTheFutureIsShownAtItsArrival() throws {
        let desk = try Desk()
        var post = Desk.post(Desk.guid("future"), by: Desk.ana)
        post.createdAt = Timestamp(seconds: Desk.now.seconds + 1_000)
        try desk.apply(.statusMessage(post))
        let contents = try #require(try desk.contents(post.guid))
        #expect(contents.createdAt == Desk.now)
        #expect(contents.claimedAt == post.createdAt)
    }

    @Test func aPrivateKeyStandsInNoLog() throws {
        let desk = try Desk()
        try desk.apply([.userPut(UserPut(id: Desk.ana, privateKey: .set("very-secret-key")))])
        let queue = try DatabaseQueue(path: desk.folder.path + "/ledger.sqlite")
        let logged = try queue.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM changes WHERE instr(data, 'very-secret')")
        }
        #expect(logged == 0)
    }

    @Test func numbersAndSequenceGoOnAfterReopening() throws {
        let desk = try Desk()
        let first = Desk.post(Desk.guid("first"), by: Desk.ana)
        let before = try desk.apply(.statusMessage(first)).seq
        let again = try Desk(in: desk.folder)
        let second = Desk.post(Desk.guid("second"), by: Desk.ana)
        #expect(try again.apply(.statusMessage(second)).seq == before + 1)
        let numbers = try [first, second].map { try #require(try again.reader.post($0.guid)).value }
        #expect(numbers == [1, 2])
    }

    @Test func aDataDirectoryHasOneOwner() throws {
        let folder = try ScratchFolder()
        let lock = try FolderLock(folder.path)
        #expect(throws: LedgerError.self) { try FolderLock(folder.path) }
        withExtendedLifetime(lock) {}
    }

    @Test func noMoreIsParkedThanTheLimit() throws {
        var limits = LedgerLimits()
        limits.parked = 2
        let desk = try Desk(limits: limits)
        func early(_ number: Int) throws -> WriteReceipt {
            try desk.apply(
                .comment(
                    Comment(
                        author: Desk.ana,
                        guid: Desk.guid("comment-\(number)"),
                        parentGUID: Desk.guid("nowhere"),
                        text: "early"
                    )
                )
            )
        }
        _ = try early(1)
        _ = try early(2)
        // The same thing again takes no more room; another one does not fit.
        _ = try early(2)
        #expect(throws: LedgerError.self) { try early(3) }
    }

    @Test func theLogForgetsWhatIsOldAndSaysSo() throws {
        let desk = try Desk()
        let old = desk.writer.seq
        let later = Timestamp(seconds: Desk.now.seconds + 8 * 86_400)
        try desk.apply([.blockPut(user: Desk.ana, person: Desk.rex)], at: later)
        try desk.apply([.blockPut(user: Desk.ana, person: Desk.mia)], at: later)
        #expect(try desk.reader.posts(since: old - 1, limit: 10) == nil)
        #expect(try desk.reader.posts(since: desk.writer.seq, limit: 10)?.entries.isEmpty == true)
    }
}
