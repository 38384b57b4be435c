import SocialModel
import Testing

@testable import Federation

/// Protocol §20, behaviours 53 to 84 as far as they need nothing but the message and its rules.
@Suite struct ReceivingBehaviours {
    private let alice: DiasporaID
    private let bob: DiasporaID

    init() throws {
        alice = try Cast.person("alice@pod-a.example")
        bob = try Cast.person("bob@pod-b.example")
    }

    private func received(_ entity: Entity) throws -> ReceivedEntity {
        try EntityParser.parse(EntityWriter.bytes(entity), now: Cast.now)
    }

    @Test("behaviour 54: a sender who is not the author is invalid")
    func sender() {
        #expect(throws: FederationError.invalidSender(bob)) { try ReceiveRules.checkSender(bob, author: alice) }
    }

    @Test("behaviour 55: a limited post on the public endpoint is not public, a like has no such flag")
    func notPublic() throws {
        let guid = try Cast.guid("a11ce00000000001post")
        let limited = StatusMessage(author: alice, guid: guid, isPublic: false, text: "x")
        #expect(throws: FederationError.notPublic(.statusMessage)) {
            try ReceiveRules.checkPublicEndpoint(received(.statusMessage(limited)))
        }
        let like = Like(author: bob, guid: guid, parentGUID: guid, parentType: .post)
        try ReceiveRules.checkPublicEndpoint(received(.like(like)))
    }

    @Test("behaviour 56: a profile that is not public passes without bio, birthday, gender and location")
    func profiles() throws {
        try ReceiveRules.checkPublicEndpoint(received(.profile(Profile(author: alice, firstName: "A"))))
        for profile in [
            Profile(author: alice, bio: "b"), Profile(author: alice, birthday: "1004-02-29"),
            Profile(author: alice, gender: "g"), Profile(author: alice, location: "l"),
        ] {
            #expect(throws: FederationError.notPublic(.profile)) {
                try ReceiveRules.checkPublicEndpoint(received(.profile(profile)))
            }
        }
    }

    @Test("behaviour 58: only a post's author may retract it")
    func postRetractions() throws {
        try ReceiveRules.checkRetraction(of: .post, sender: alice, targetAuthor: alice, rootAuthor: nil)
        #expect(throws: FederationError.invalidSender(bob)) {
            try ReceiveRules.checkRetraction(of: .post, sender: bob, targetAuthor: alice, rootAuthor: nil)
        }
    }

    @Test("behaviours 59 and 60: a comment, like or vote is retracted by its author or the root's, nobody between")
    func relayableRetractions() throws {
        let carol = try Cast.person("carol@pod-c.example")
        for type in [RetractionTarget.comment, .like, .pollParticipation] {
            for sender in [alice, bob] {
                try ReceiveRules.checkRetraction(of: type, sender: sender, targetAuthor: bob, rootAuthor: alice)
            }
            #expect(throws: FederationError.invalidSender(carol)) {
                try ReceiveRules.checkRetraction(of: type, sender: carol, targetAuthor: bob, rootAuthor: alice)
            }
        }
    }

    @Test("behaviour 64: links are recognised with the web scheme, and without a mark at the end")
    func links() {
        let guid = "b0b0000000000001post"
        for text in [
            "diaspora://bob@pod-b.example/post/\(guid)", "web+diaspora://bob@pod-b.example/post/\(guid).",
            "(diaspora://bob@pod-b.example/post/\(guid))",
        ] {
            #expect(DiasporaLink.links(in: text).map(\.guid.text) == [guid], "\(text)")
        }
    }

    @Test("behaviour 70: a root by somebody else than root_author is refused")
    func reshareRoots() throws {
        let root = Reshare.Root(author: alice, guid: try Cast.guid("a11ce00000000001post"))
        try ReceiveRules.checkReshare(root, author: alice)
        #expect(throws: FederationError.rootAuthorMismatch(claimed: alice)) {
            try ReceiveRules.checkReshare(root, author: bob)
        }
    }

    @Test("behaviour 71: a reshare has both of the root's fields or neither")
    func halfRoots() throws {
        func parse(_ rest: String) throws(FederationError) -> Entity {
            let head = "<author>bob@pod-b.example</author><guid>b0b0000000001reshare</guid>"
            return try EntityParser.parse(Array("<reshare>\(head)\(rest)</reshare>".utf8), now: Cast.now).entity
        }
        _ = try parse("")
        for rest in ["<root_guid>a11ce00000000001post</root_guid>", "<root_author>alice@pod-a.example</root_author>"] {
            #expect(throws: FederationError.inconsistentProperties(entity: "reshare", .halfRoot)) { try parse(rest) }
        }
    }

    @Test("behaviour 72: a participation needs a parent that is here and local")
    func participations() throws {
        try ReceiveRules.checkParticipation(parent: ReceiveRules.Root(author: alice, isLocal: true))
        for parent in [nil, ReceiveRules.Root(author: alice, isLocal: false)] {
            #expect(throws: FederationError.parentNotLocal) { try ReceiveRules.checkParticipation(parent: parent) }
        }
    }

    @Test("behaviour 73: a migration is signed by the identity that does not send it")
    func migrations() throws {
        let (own, other) = (try Cast.key.get(), try PrivateKey.generate(bits: 1_024))
        let publicKey = try PublicKey(pem: own.publicPEM)
        for migration in [
            AccountMigration(author: alice, profile: Profile(author: bob)),
            AccountMigration(author: bob, profile: Profile(author: bob), oldIdentity: alice),
        ] {
            #expect(migration.signer == (migration.author == alice ? bob : alice))
            try ReceiveRules.checkMigration(migration.signed(key: own), key: publicKey)
            #expect(throws: FederationError.invalidAuthorSignature(author: migration.signer)) {
                try ReceiveRules.checkMigration(migration.signed(key: other), key: publicKey)
            }
        }
    }

    @Test("behaviours 74 to 78: contradictions are refused")
    func contradictions() {
        let alice = "<author>alice@pod-a.example</author>"
        let bob = "<author>bob@pod-b.example</author>"
        let guid = "<guid>a11ce00000000001post</guid>"
        let message =
            "<message>\(bob)\(guid)<text>x</text><conversation_guid>a11ce00000000001post</conversation_guid></message>"
        let photo =
            "<photo>\(bob)\(guid)<remote_photo_path>https://b.example/</remote_photo_path><remote_photo_name>b</remote_photo_name></photo>"
        let people = "<participants>alice@pod-a.example;bob@pod-b.example</participants>"
        let embed = "<embed><url>https://a.example</url><nothing>true</nothing></embed>"
        let cases: [(Int, String, Inconsistency)] = [
            (74, "<account_migration>\(alice)<profile>\(alice)</profile></account_migration>", .noOldIdentity),
            (75, "<conversation>\(alice)\(guid)<subject>s</subject>\(people)\(message)</conversation>", .nestedAuthor),
            (
                76, "<contact>\(alice)<recipient>bob@pod-b.example</recipient><blocking>true</blocking></contact>",
                .blockedYetShared
            ),
            (77, "<status_message>\(alice)\(guid)<text>x</text>\(embed)</status_message>", .urlOrNothing),
            (78, "<status_message>\(alice)\(guid)<text>x</text>\(photo)</status_message>", .nestedAuthor),
        ]
        for (number, xml, expected) in cases {
            do throws(FederationError) {
                _ = try EntityParser.parse(Array(xml.utf8), now: Cast.now)
                Issue.record("behaviour \(number): accepted")
            } catch .inconsistentProperties(_, let found) {
                #expect(found == expected, "behaviour \(number)")
            } catch { Issue.record("behaviour \(number): \(error)") }
        }
    }

    // MARK: - Discovery

    @Test("behaviour 79: an ID is trimmed, freed of acct: and lower-cased")
    func cleaned() { #expect(DiasporaID(discovering: " acct:BIGBOY@Example.Com ")?.text == "bigboy@example.com") }

    @Test("behaviour 80: a JRD about somebody else is refused")
    func otherSubject() throws {
        let jrd = WebFingerDocument(id: bob, hCardURL: "https://b.example/h", seedURL: "https://b.example/").json()
        #expect(throws: FederationError.subjectMismatch(asked: alice, found: "acct:\(bob)")) {
            try WebFingerDocument(parsing: jrd, for: alice)
        }
    }

    private func card(nickname: String?) throws -> HCard {
        HCard(
            guid: try Cast.guid("a11ce00000000000person"),
            nickname: nickname,
            fullName: "Alice A",
            firstName: "Alice",
            lastName: "A",
            publicKey: try Cast.key.get().publicPEM,
            photoLarge: "https://a.example/l.png",
            photoMedium: "/m.png",
            photoSmall: "/s.png",
            isSearchable: true
        )
    }

    @Test("behaviour 82: a whole hCard tells all, one without nickname too, an incomplete one is refused")
    func hCards() throws {
        for nickname in ["alice", nil] {
            let card = try card(nickname: nickname)
            #expect(try HCard(parsing: card.html) == card)
        }
        let cut = String(decoding: try card(nickname: nil).html, as: UTF8.self).replacing("class=\"uid\"", with: "")
        #expect(throws: FederationError.missingProperties(entity: "hcard", names: ["uid"])) {
            try HCard(parsing: Array(cut.utf8))
        }
    }

    @Test("behaviour 83: the needed links are found among many others")
    func manyLinks() throws {
        let own = WebFingerDocument(id: alice, hCardURL: "https://a.example/h", seedURL: "https://a.example/").json()
        let others = (0..<20).map { #"{"rel": "http://other.example/\#($0)", "href": "https://o.example/"},"# }.joined()
        let jrd = String(decoding: own, as: UTF8.self).replacing("\"links\": [", with: "\"links\": [" + others)
        #expect(try WebFingerDocument(parsing: Array(jrd.utf8), for: alice).hCardURL == "https://a.example/h")
    }

    @Test("behaviour 84: {} lacks everything, and what is no JSON is none")
    func noJRD() {
        #expect(throws: FederationError.missingProperties(entity: "webfinger", names: ["subject", "links"])) {
            try WebFingerDocument(parsing: Array("{}".utf8), for: alice)
        }
        #expect(throws: FederationError.notJSON) { try WebFingerDocument(parsing: Array("no".utf8), for: alice) }
    }
}
