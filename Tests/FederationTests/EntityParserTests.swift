import SocialModel
import Testing

@testable import Federation

/// What the vectors do not say about reading entities.
@Suite struct EntityParserTests {
    private func parse(_ xml: String) throws(FederationError) -> Entity {
        try EntityParser.parse(Array(xml.utf8), now: Cast.now).entity
    }

    private static let author = "<author>alice@pod-a.example</author>"
    private static let guid = "<guid>a11ce00000000001post</guid>"

    @Test(arguments: ["person", "event", "event_participation", "poll", "poll_answer", "location", "embed"])
    func refusesRootsThatMustNotBeActedOn(_ name: String) {
        let xml = "<\(name)>\(Self.author)\(Self.guid)</\(name)>"
        #expect(throws: FederationError.unknownEntity(name)) { try parse(xml) }
    }

    @Test(arguments: ["StatusMessage", "status-message", "status_message2", "Status_message"])
    func refusesNamesThatCannotBeAnEntitys(_ name: String) {
        #expect(throws: FederationError.invalidEntityName(name)) { try parse("<\(name)/>") }
    }

    @Test func namesAllMissingAndAllInvalidProperties() {
        #expect(throws: FederationError.missingProperties(entity: "comment", names: ["guid", "parent_guid", "text"])) {
            try parse("<comment>\(Self.author)</comment>")
        }
        let error = FederationError.invalidProperties(entity: "comment", names: ["author", "guid", "text"])
        #expect(throws: error) {
            try parse(
                "<comment><author>Alice</author><guid>short</guid><parent_guid>a11ce00000000001post</parent_guid><text/></comment>"
            )
        }
    }

    @Test func takesTheTimeOfReceiptOnlyWhereTheElementIsMissing() throws {
        func createdAt(_ element: String) throws -> Timestamp? {
            let xml = "<status_message>\(Self.author)\(Self.guid)<text>x</text>\(element)</status_message>"
            guard case .statusMessage(let post) = try parse(xml) else { return nil }
            return post.createdAt
        }
        #expect(try createdAt("") == Cast.now)
        #expect(try createdAt("<created_at/>") == nil)
        #expect(try createdAt("<created_at>yesterday</created_at>") == nil)
        #expect(try createdAt("<created_at>1970-01-01T01:00:01.5+01:00</created_at>")?.microseconds == 1_500_000)
    }

    @Test func refusesURLsThatAreNotOfTheWeb() {
        for url in ["javascript://x/y", "file:///etc/passwd", "ftp://x/y", "data:text/plain,x", "//", "https://x"] {
            let xml = "<profile>\(Self.author)<image_url>\(url)</image_url></profile>"
            #expect(throws: FederationError.invalidProperties(entity: "profile", names: ["image_url"]), "\(url)") {
                try parse(xml)
            }
        }
    }

    @Test func refusesContradictions() {
        let bob = "<author>bob@pod-b.example</author>"
        let message = "<text>x</text>\(Self.guid)<conversation_guid>a11ce00000000001post</conversation_guid>"
        let conversation = "\(Self.author)\(Self.guid)<subject>s</subject>"
        let both = "<participants>alice@pod-a.example;bob@pod-b.example</participants>"
        let event = "\(bob)\(Self.guid)<summary>s</summary><start>2020-01-01T00:00:00Z</start>"
        let post = "<status_message>\(Self.author)\(Self.guid)<text/>"
        let cases: [(String, Inconsistency)] = [
            ("<contact>\(Self.author)<recipient>b@c</recipient><blocking>true</blocking></contact>", .blockedYetShared),
            ("<reshare>\(Self.author)\(Self.guid)<root_author>b@c</root_author></reshare>", .halfRoot),
            ("\(post)<event>\(event)</event></status_message>", .nestedAuthor),
            ("<conversation>\(conversation)\(both)<message>\(bob)\(message)</message></conversation>", .nestedAuthor),
            (
                "<conversation>\(conversation)<participants>b@c;c@d</participants></conversation>",
                .authorNotParticipating
            ),
            (
                "<conversation>\(conversation)\(both)<message>\(Self.author)\(message)x</message></conversation>"
                    .replacing("post</conversation_guid>", with: "other</conversation_guid>"),
                .foreignMessage
            ),
            (
                "<account_migration>\(Self.author)<profile>\(Self.author)</profile><signature>x</signature>"
                    + "<old_identity>alice@pod-a.example</old_identity></account_migration>",
                .migrationToItself
            ),
            (
                "<account_migration>\(Self.author)<profile>\(Self.author)</profile></account_migration>",
                .noOldIdentity
            ),
        ]
        for (xml, inconsistency) in cases {
            let error = #expect(throws: FederationError.self) { try parse(xml) }
            guard case .inconsistentProperties(_, let found) = error else {
                Issue.record("\(xml): \(String(describing: error))")
                continue
            }
            #expect(found == inconsistency)
        }
        let embed = "\(post)<embed><title>t</title></embed></status_message>"
        #expect(throws: FederationError.inconsistentProperties(entity: "embed", .urlOrNothing)) { try parse(embed) }
    }

    @Test func refusesRetractionsOfUnknownTypes() {
        let xml =
            "<retraction>\(Self.author)<target_guid>a11ce00000000001post</target_guid><target_type>post</target_type></retraction>"
        #expect(throws: FederationError.unknownEntity("post")) { try parse(xml) }
    }

    /// What another pod writes into an error is cut.
    @Test func describesErrorsInAWordAndASentence() {
        let error = FederationError.unknownEntity(String(repeating: "x", count: 1_000))
        #expect(error.reason == "unknown_entity")
        #expect(error.detail.unicodeScalars.count < 150)
        #expect(FederationError.invalidEnvelope(.missing("sig")).detail == "This is no Magic Envelope: sig is missing.")
    }
}
