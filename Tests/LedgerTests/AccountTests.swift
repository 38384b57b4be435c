import Federation
import Ledger
import SocialModel
import Testing

/// Accounts that close and move (diaspora-behaviour §6, protocol §14.2 and §14.3).
@Suite struct AccountTests {
    // MARK: - Closing

    @Test("scenario 65: posts and photos go, comments and likes stay under the bare ID")
    func closingKeepsWhatWasSaidToOthers() throws {
        let desk = try Desk()
        var named = PersonPut(id: Desk.rex)
        (named.firstName, named.bio) = (.set("Rex"), .set("roars"))
        try desk.apply([.personPut(named)])
        let mine = Desk.post(Desk.guid("mine"), by: Desk.rex)
        let others = Desk.post(Desk.guid("others"), by: Desk.ana, "hello @{\(Desk.rex)}")
        try desk.apply(.statusMessage(mine))
        try desk.apply(.statusMessage(others))
        try desk.apply(.comment(Comment(author: Desk.rex, guid: Desk.guid("c"), parentGUID: others.guid, text: "hm")))
        try desk.apply(
            .like(Like(author: Desk.rex, guid: Desk.guid("l"), parentGUID: others.guid, parentType: .post))
        )
        try desk.apply([
            .contactPut(
                ContactPut(user: Desk.ana, person: Desk.rex, isSharing: true, isReceiving: true, aspects: ["Pals"])
            ), .blockPut(user: Desk.ben, person: Desk.rex),
        ])
        let deletion = Entity.accountDeletion(AccountDeletion(author: Desk.rex))
        #expect(try desk.receive(deletion, from: Desk.rex).status == .accepted)
        #expect(try desk.receive(deletion, from: Desk.rex).status == .duplicate)

        #expect(try desk.reader.post(mine.guid) == nil)
        let contents = try #require(try desk.contents(others.guid))
        #expect(contents.lastComments.map(\.author.name) == [Desk.rex.text])
        #expect(contents.mentionedPeople == [])
        #expect(try desk.rows("SELECT likes FROM posts") == ["1"])
        #expect(try desk.rows("SELECT first_name, bio FROM people WHERE id = '\(Desk.rex)'") == ["- -"])
        for table in ["contacts", "blocks"] { #expect(try desk.rows("SELECT * FROM \(table)") == [], "\(table)") }
    }

    @Test func whatComesLateIsJudgedAsIfItHadComeBefore() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("post"), by: Desk.ana)
        try desk.apply(.statusMessage(post))
        try desk.receive(.accountDeletion(AccountDeletion(author: Desk.rex)), from: Desk.rex)
        let late = Desk.post(Desk.guid("late"), by: Desk.rex)
        #expect(refusal { try desk.receive(.statusMessage(late), from: Desk.rex) } == "account_closed")
        #expect(
            refusal { try desk.receive(.profile(Profile(author: Desk.rex, isPublic: true)), from: Desk.rex) }
                == "account_closed"
        )
        let comment = Comment(author: Desk.rex, guid: Desk.guid("comment"), parentGUID: post.guid, text: "bye")
        #expect(try desk.receive(AuthorSigned.by(Desk.rex, .comment(comment)), from: Desk.rex).status == .accepted)
    }

    @Test func nobodyClosesAnothersAccount() throws {
        let desk = try Desk()
        let deletion = Entity.accountDeletion(AccountDeletion(author: Desk.rex))
        #expect(refusal { try desk.receive(deletion, from: Desk.mia) } == "invalid_sender")
    }

    @Test func aDeletedUserLeavesAPerson() throws {
        let desk = try Desk()
        try desk.apply(.statusMessage(Desk.post(Desk.guid("post"), by: Desk.ben)))
        try desk.apply([.blockPut(user: Desk.ben, person: Desk.rex), .userDelete(user: Desk.ben)])
        #expect(try desk.reader.post(Desk.guid("post")) != nil)
        for table in ["blocks", "aspects WHERE user = 2", "users WHERE number = 2"] {
            #expect(try desk.rows("SELECT * FROM \(table)") == [], "\(table)")
        }
        // Nobody is kept waiting for a recipient who has left.
        let limited = EntityPut(
            .statusMessage(Desk.post(Desk.guid("limited"), by: Desk.ana, isPublic: false)),
            recipients: [Desk.ben]
        )
        #expect(try desk.apply([.entity(limited)]).parked == [])
    }

    // MARK: - Moving

    private func migration(from old: DiasporaID, to new: DiasporaID, photos: String? = nil) throws -> Entity {
        .accountMigration(
            try AccountMigration(
                author: old,
                profile: Profile(author: new, firstName: "Moved", isPublic: true),
                remotePhotoPath: photos
            ).signed(key: Keys.of(new))
        )
    }

    @Test("behaviour 73: both identities have to agree")
    func isSignedByTheOtherIdentity() throws {
        let desk = try Desk()
        let seq = desk.writer.seq
        let unsigned = AccountMigration(author: Desk.rex, profile: Profile(author: Desk.mia))
        #expect(
            refusal { try desk.receive(.accountMigration(unsigned), from: Desk.rex) } == "missing_author_signature"
        )
        let forged = try unsigned.signed(key: Keys.of(Desk.rex))
        #expect(
            refusal { try desk.receive(.accountMigration(forged), from: Desk.rex) } == "invalid_author_signature"
        )
        #expect(desk.writer.seq == seq)
        let byNew = try AccountMigration(
            author: Desk.mia,
            profile: Profile(author: Desk.mia),
            oldIdentity: Desk.rex
        ).signed(key: Keys.of(Desk.rex))
        #expect(try desk.receive(.accountMigration(byNew), from: Desk.mia).status == .accepted)
        #expect(try desk.receive(.accountMigration(byNew), from: Desk.mia).status == .duplicate)
    }

    @Test("scenario 66: everything of the one is the other's, and nothing is there twice")
    func movesEverything() throws {
        let desk = try Desk()
        let mine = Desk.post(Desk.guid("mine"), by: Desk.rex)
        let others = Desk.post(Desk.guid("others"), by: Desk.ana, "hello @{\(Desk.rex)}")
        try desk.apply(.statusMessage(mine))
        try desk.apply(.statusMessage(others))
        try desk.apply(.comment(Comment(author: Desk.rex, guid: Desk.guid("c"), parentGUID: others.guid, text: "hm")))
        for (name, author) in [("rexes", Desk.rex), ("mias", Desk.mia)] {
            try desk.apply(
                .like(Like(author: author, guid: Desk.guid(name), parentGUID: others.guid, parentType: .post))
            )
            try desk.apply(
                .reshare(
                    Reshare(
                        author: author,
                        guid: Desk.guid("reshare" + name),
                        root: Reshare.Root(author: Desk.ana, guid: others.guid)
                    )
                )
            )
        }
        try desk.apply(
            .photo(
                Photo(
                    guid: Desk.guid("photo"),
                    author: Desk.rex,
                    isPublic: true,
                    remotePath: "https://r.example/",
                    remoteName: "a.jpg"
                )
            )
        )
        try desk.apply([
            .contactPut(
                ContactPut(user: Desk.ana, person: Desk.rex, isSharing: true, isReceiving: true, aspects: ["Pals"])
            ), .blockPut(user: Desk.ben, person: Desk.rex),
        ])
        try desk.receive(migration(from: Desk.rex, to: Desk.mia, photos: "https://m.example/p/"), from: Desk.rex)

        #expect(try desk.contents(mine.guid)?.author.id == Desk.mia)
        let contents = try #require(try desk.contents(others.guid))
        #expect(contents.lastComments.map(\.author.id) == [Desk.mia])
        #expect(contents.mentionedPeople.map(\.id) == [Desk.mia])
        #expect(contents.mentionedPeople.map(\.name) == ["Moved"])
        #expect(try desk.rows("SELECT likes, reshares FROM posts WHERE number = 2") == ["1 1"])
        #expect(try desk.rows("SELECT guid FROM likes") == [Desk.guid("mias").text])
        #expect(try desk.rows("SELECT path FROM photos") == ["https://m.example/p/"])
        for table in ["contacts", "blocks"] {
            #expect(try desk.rows("SELECT id FROM \(table) JOIN people ON people.number = person") == [Desk.mia.text])
        }
    }

    @Test func whatTheOldIdentityStillSaysIsTheNewOnes() throws {
        let desk = try Desk()
        try desk.receive(migration(from: Desk.rex, to: Desk.mia), from: Desk.rex)
        let late = Desk.post(Desk.guid("late"), by: Desk.rex)
        #expect(try desk.receive(.statusMessage(late), from: Desk.rex).status == .accepted)
        #expect(try desk.contents(late.guid)?.author.id == Desk.mia)
        // Its own pod goes on relaying what others say there.
        let comment = Comment(author: Desk.ana, guid: Desk.guid("comment"), parentGUID: late.guid, text: "there?")
        #expect(try desk.receive(AuthorSigned.by(Desk.ana, .comment(comment)), from: Desk.rex).status == .accepted)
        let retraction = Retraction(author: Desk.rex, targetGUID: late.guid, targetType: .post)
        #expect(try desk.receive(.retraction(retraction), from: Desk.mia).status == .accepted)
    }

    @Test func chainsEndAtTheNewestWhateverTheOrder() throws {
        for isReversed in [false, true] {
            let desk = try Desk()
            try desk.apply(.statusMessage(Desk.post(Desk.guid("post"), by: Desk.rex)))
            let moves: [Change] = [
                .personMigrate(from: Desk.rex, to: Desk.mia), .personMigrate(from: Desk.mia, to: Desk.ben),
            ]
            try desk.apply(isReversed ? moves.reversed() : moves)
            #expect(try desk.contents(Desk.guid("post"))?.author.id == Desk.ben)
            #expect(try desk.reader.person(Desk.rex) == desk.reader.person(Desk.ben))
            #expect(try desk.reader.numbers(of: Desk.ben).count == 3)
        }
    }

    @Test("behaviour 96: a second migration to somebody else is refused")
    func movesOnce() throws {
        let desk = try Desk()
        try desk.apply([.personMigrate(from: Desk.rex, to: Desk.mia)])
        #expect(refusal { try desk.apply([.personMigrate(from: Desk.rex, to: Desk.ana)]) } == "already_migrated")
        #expect(refusal { try desk.apply([.personMigrate(from: Desk.mia, to: Desk.rex)]) } == "migration_in_circles")
        #expect(refusal { try desk.apply([.personMigrate(from: Desk.ana, to: Desk.ana)]) } == "own_migration")
        let seq = desk.writer.seq
        try desk.apply([.personMigrate(from: Desk.rex, to: Desk.mia)])
        #expect(desk.writer.seq == seq)
    }

    @Test func aUserTakesAlongWhatAUserHas() throws {
        let desk = try Desk()
        try desk.apply([
            .aspectPut(user: Desk.ana, aspect: "Work", name: "Work"),
            .contactPut(
                ContactPut(
                    user: Desk.ana,
                    person: Desk.rex,
                    isSharing: false,
                    isReceiving: true,
                    aspects: ["Pals", "Work"]
                )
            ), .tagFollowingPut(user: Desk.ana, tag: "#tea"), .blockPut(user: Desk.ana, person: Desk.mia),
            .entity(
                EntityPut(
                    .statusMessage(Desk.post(Desk.guid("limited"), by: Desk.rex, isPublic: false)),
                    recipients: [Desk.ana]
                )
            ), .personMigrate(from: Desk.ana, to: Desk.ben),
        ])
        #expect(try desk.rows("SELECT user, aspect FROM aspects ORDER BY 2") == ["2 Pals", "2 Work"])
        #expect(
            try desk.rows("SELECT user, id FROM contacts JOIN people ON people.number = person") == ["2 \(Desk.rex)"]
        )
        #expect(try desk.rows("SELECT user FROM tag_followings") == ["2"])
        #expect(try desk.rows("SELECT user, id FROM blocks JOIN people ON people.number = person") == ["2 \(Desk.mia)"])
        #expect(try desk.rows("SELECT hex(recipients) FROM posts") == ["02000000"])
        #expect(try desk.rows("SELECT number FROM users") == ["2"])

        // Under the earlier name too.
        try desk.apply([
            .tagFollowingDelete(user: Desk.ana, tag: "#tea"), .blockDelete(user: Desk.ana, person: Desk.mia),
        ])
        #expect(try desk.rows("SELECT user FROM tag_followings") == [])
        #expect(try desk.rows("SELECT user FROM blocks") == [])
    }

    @Test func nobodyWaitsForAnAccountThatIsClosed() throws {
        let desk = try Desk()
        let post = EntityPut(.statusMessage(Desk.post(Desk.guid("limited"), by: Desk.ana, isPublic: false)))
        var toPals = post
        toPals.aspects = ["Pals"]
        try desk.apply([.entity(toPals), .personMigrate(from: Desk.ana, to: Desk.rex), .personClose(person: Desk.ben)])
        for gone in [Desk.ana, Desk.ben] {
            let change = Change.tagFollowingDelete(user: gone, tag: "#tea")
            #expect(refusal { try desk.apply([change]) } == "account_closed")
        }
        #expect(try desk.rows("SELECT number FROM parked") == [])
        // Which aspects it went to is nobody's any more.
        #expect(try desk.rows("SELECT number FROM posts WHERE aspects IS NOT NULL") == [])
    }
}
