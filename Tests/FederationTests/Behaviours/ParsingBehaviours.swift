import SocialModel
import Testing

@testable import Federation

/// Protocol §20, behaviours 17 to 32: reading and writing entities.
@Suite struct ParsingBehaviours {
    private static let head = "<author>alice@pod-a.example</author><guid>a11ce00000000001post</guid>"

    private func parse(_ xml: String) throws(FederationError) -> ReceivedEntity {
        try EntityParser.parse(Array(xml.utf8), now: Cast.now)
    }

    private func post(_ elements: String) throws -> StatusMessage {
        guard case .statusMessage(let post) = try parse("<status_message>\(elements)</status_message>").entity else {
            throw Cast.Misspelt(text: elements)
        }
        return post
    }

    private func photo(_ elements: String) throws -> Photo {
        let rest = "<remote_photo_path>https://a.example/</remote_photo_path><remote_photo_name>a</remote_photo_name>"
        guard case .photo(let photo) = try parse("<photo>\(Self.head)\(rest)\(elements)</photo>").entity else {
            throw Cast.Misspelt(text: elements)
        }
        return photo
    }

    @Test("behaviour 17: properties in any order become typed values")
    func order() throws {
        let elements = [
            "<text>x</text>", "<public>t</public>", "<created_at>2016-02-19T02:13:41Z</created_at>", Self.head,
        ]
        for rotation in elements.indices {
            let post = try post((elements[rotation...] + elements[..<rotation]).joined())
            #expect(post.isPublic && post.text == "x" && post.createdAt?.iso8601Seconds == "2016-02-19T02:13:41Z")
        }
        #expect(try photo("<height>007</height>").height == 7)
    }

    @Test("behaviour 18: false is false and not null")
    func falseIsFalse() throws {
        for text in ["false", "F", "no", "N", "0"] {
            #expect(try post(Self.head + "<text>x</text><public>\(text)</public>").isPublic == false)
        }
    }

    @Test("behaviour 19: what only contains a boolean is null", arguments: ["ttFFFtt", "yesFFDSFSDy", "fXf", ""])
    func nearlyBoolean(_ text: String) {
        #expect(throws: FederationError.invalidProperties(entity: "status_message", names: ["public"])) {
            try parse("<status_message>\(Self.head)<text>x</text><public>\(text)</public></status_message>")
        }
    }

    @Test("behaviour 20: what is no integer is null", arguments: ["1,2,3", "two", "-1", " 1", ""])
    func nearlyInteger(_ text: String) throws { #expect(try photo("<height>\(text)</height>").height == nil) }

    @Test("behaviour 21: what is no time is null", arguments: ["yesterday", "1.2.foo", "2016-13-01T00:00:00Z", ""])
    func nearlyTime(_ text: String) throws {
        #expect(try post(Self.head + "<text>x</text><created_at>\(text)</created_at>").createdAt == nil)
    }

    @Test("behaviour 22: an unknown element is kept for relayables and ignored otherwise")
    func unknownElements() throws {
        #expect(try post(Self.head + "<text>x</text><new>y</new>").text == "x")
        let xml =
            "<comment>\(Self.head)<parent_guid>a11ce00000000001post</parent_guid><text>x</text><new>y</new></comment>"
        guard case .comment(let comment) = try parse(xml).entity else { throw Cast.Misspelt(text: xml) }
        #expect(comment.relay?.additionalData == ["new": "y"])
        #expect(comment.relay?.order == ["author", "guid", "parent_guid", "text", "new"])
    }

    @Test("behaviour 24: repeated nested elements are each read once, in order, though apart")
    func repeated() throws {
        func nested(_ guid: String) -> String {
            """
            <photo><author>alice@pod-a.example</author><guid>\(guid)</guid><remote_photo_path>https://a.example/\
            </remote_photo_path><remote_photo_name>a</remote_photo_name></photo>
            """
        }
        let post = try post(
            nested("a11ce0000000001photo") + Self.head + "<text>x</text>" + nested("a11ce0000000002photo")
        )
        #expect(post.photos.map(\.guid.text) == ["a11ce0000000001photo", "a11ce0000000002photo"])
    }

    @Test("behaviour 25: an empty nested element is null, or nothing in a list")
    func emptyNested() throws {
        let post = try post(Self.head + "<text>x</text><poll/><location></location><photo/>")
        #expect(post.poll == nil && post.location == nil && post.photos == [])
    }

    @Test("behaviour 26: an empty text is null")
    func emptyText() throws { #expect(try post(Self.head + "<text></text>").text == nil) }

    @Test("behaviour 27: missing required properties are listed")
    func missing() {
        #expect(throws: FederationError.missingProperties(entity: "status_message", names: ["guid", "text"])) {
            try parse("<status_message><author>alice@pod-a.example</author></status_message>")
        }
    }

    @Test("behaviour 28: values that break rules are named, nested ones too")
    func invalid() {
        #expect(throws: FederationError.invalidProperties(entity: "status_message", names: ["author", "guid"])) {
            try parse("<status_message><author>A@b</author><guid>short</guid><text>x</text></status_message>")
        }
        let poll = "<poll><guid>a11ce00000000001poll</guid><question></question></poll>"
        #expect(throws: FederationError.self) {
            try parse("<status_message>\(Self.head)<text>x</text>\(poll)</status_message>")
        }
    }

    @Test("behaviour 29: defaults stand in for missing elements, and explicit values win, false too")
    func defaults() throws {
        func contact(_ elements: String) throws -> Contact {
            let people = "<author>alice@pod-a.example</author><recipient>bob@pod-b.example</recipient>"
            guard case .contact(let contact) = try parse("<contact>\(people)\(elements)</contact>").entity else {
                throw Cast.Misspelt(text: elements)
            }
            return contact
        }
        #expect(try contact("").following && contact("").sharing && !contact("").blocking)
        let explicit = try contact("<following>false</following><sharing>false</sharing><blocking>true</blocking>")
        #expect(!explicit.following && !explicit.sharing && explicit.blocking)
    }

    @Test("behaviour 30: names that cannot be an entity's, and one that nobody knows")
    func names() {
        // `te.st-enti/ty` is no XML name to begin with.
        for name in ["te.st-enti", "TestEntity", "te5t"] {
            #expect(throws: FederationError.invalidEntityName(name)) { try parse("<\(name)/>") }
        }
        #expect(throws: FederationError.unknownEntity("unknown_entity")) { try parse("<unknown_entity/>") }
    }

    @Test("behaviour 31: characters that XML has not become U+FFFD; emoji and newlines stay")
    func characters() throws {
        let written = StatusMessage(
            author: try Cast.person("alice@pod-a.example"),
            guid: try Cast.guid("a11ce00000000001post"),
            text: "a\u{8}b\u{FFFF}c\n💩"
        )
        guard case .statusMessage(let read) = try parse(EntityWriter.xml(.statusMessage(written))).entity else {
            return
        }
        #expect(read.text == "a\u{FFFD}b\u{FFFD}c\n💩")
    }

    @Test("behaviour 32: an optional null is left out, another one is an empty element")
    func nulls() throws {
        let post = StatusMessage(
            author: try Cast.person("alice@pod-a.example"),
            guid: try Cast.guid("a11ce00000000001post")
        )
        let xml = EntityWriter.xml(.statusMessage(post))
        #expect(xml.contains("<text/>") && xml.contains("<created_at/>"))
        #expect(!xml.contains("provider_display_name") && !xml.contains("edited_at"))
    }
}
