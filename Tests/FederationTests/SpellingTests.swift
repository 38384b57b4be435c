import SocialModel
import Testing

@testable import Federation

/// Ways of writing an entity that the vectors do not have.
@Suite struct SpellingTests {
    private static let author = "<author>alice@pod-a.example</author>"
    private static let guid = "<guid>a11ce00000000001post</guid>"

    private func received(_ xml: some Sequence<UInt8>) throws(FederationError) -> ReceivedEntity {
        try EntityParser.parse(Array(xml), now: Cast.now)
    }

    private func post(_ content: String, root: String = "status_message") throws -> StatusMessage {
        let entity = try received("<\(root)>\(Self.author)\(Self.guid)\(content)</status_message>".utf8).entity
        guard case .statusMessage(let post) = entity else { throw FederationError.unknownEntity("none") }
        return post
    }

    // MARK: - Namespaces

    /// Protocol §5: values are looked up without namespace.
    @Test func elementsWithAPrefixAreThereAndNull() throws {
        let root = "status_message xmlns:x='urn:x'"
        #expect(try post("<x:text>a</x:text>", root: root).text == nil)
        #expect(try post("<x:text>a</x:text><text>b</text>", root: root).text == "b")
        #expect(try post("<text>b</text><x:text>a</x:text>", root: root).text == "b")
        #expect(try post("<text/><x:created_at>2020-01-01T00:00:00Z</x:created_at>", root: root).createdAt == nil)
        #expect(throws: FederationError.invalidProperties(entity: "status_message", names: ["public"])) {
            try post("<text/><x:public>true</x:public>", root: root)
        }
        let answer = "<guid>a11ce00000000001post</guid><answer>y</answer>"
        let poll =
            "<poll><guid>a11ce00000000001poll</guid><question>q</question><poll_answer>\(answer)</poll_answer>"
            + "<x:poll_answer>\(answer)</x:poll_answer><poll_answer>\(answer)</poll_answer></poll>"
        #expect(try post("<text/><x:poll>\(poll)</x:poll>\(poll)", root: root).poll?.answers.count == 2)
        #expect(try post("<text/><x:poll><poll/></x:poll>", root: root).poll == nil)
    }

    @Test func prefixesThatNothingDeclaresBelongToTheName() throws {
        #expect(try post("<x:text>a</x:text><text>b</text>").text == "b")
        #expect(throws: FederationError.missingProperties(entity: "status_message", names: ["text"])) {
            try post("<x:text>a</x:text>")
        }
        #expect(throws: FederationError.invalidEntityName("x:status_message")) {
            try received("<x:status_message>\(Self.author)\(Self.guid)<text/></x:status_message>".utf8)
        }
    }

    @Test func unknownElementsAreSignedByTheirTextWhateverTheirPrefix() throws {
        let xml = """
            <comment xmlns:x="urn:x">\(Self.author)\(Self.guid)<parent_guid>a11ce00000000002post</parent_guid>\
            <x:foo>1</x:foo><text>t</text><y:bar>2</y:bar><x:text>no</x:text><x:author_signature>AAAA</x:author_signature>\
            <e\u{301}>3</e\u{301}></comment>
            """
        let received = try received(xml.utf8)
        let relay = try #require(received.entity.relay)
        #expect(relay.order == ["author", "guid", "parent_guid", "foo", "text", "y:bar", "e\u{301}"])
        #expect(relay.additionalData == ["foo": "1", "y:bar": "2", "e\u{301}": "3"])
        #expect(relay.authorSignature == nil)
        let proof = try #require(received.proof)
        #expect(
            String(decoding: proof.base, as: UTF8.self)
                == "alice@pod-a.example;a11ce00000000001post;a11ce00000000002post;1;t;2;3"
        )
        // What is relayed is signed as what came.
        let again = try self.received(EntityWriter.bytes(received.entity))
        #expect(again.proof?.base == proof.base)
    }

    // MARK: - Encodings

    private static let text = "<text>\u{FC}\u{BF}\u{80}</text>"

    private func encoded(_ declaration: String, _ encode: (Unicode.Scalar) -> [UInt8]) throws -> String? {
        let xml = "\(declaration)<status_message>\(Self.author)\(Self.guid)\(Self.text)</status_message>"
        guard case .statusMessage(let post) = try received(xml.unicodeScalars.flatMap(encode)).entity else {
            return nil
        }
        return post.text
    }

    @Test(arguments: [
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
        "<?xml version='1.0'\tencoding = 'iso-8859-1' standalone='yes' ?>",
        "<?xml version=\"1.0\"\nencoding=\"latin1\"?>\n",
    ])
    func aDeclarationOfLatin1IsHonoured(_ declaration: String) throws {
        let text = try encoded(declaration) { [UInt8(truncatingIfNeeded: $0.value)] }
        #expect(text == "\u{FC}\u{BF}\u{80}")
    }

    /// A mark counts more than a declaration, and one in the text is none.
    @Test func otherDeclarationsAreNot() throws {
        for declaration in ["", "<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>"] {
            #expect(try encoded(declaration) { Array(String($0).utf8) } == "\u{FC}\u{BF}\u{80}")
            #expect(throws: FederationError.notXML) {
                try encoded(declaration) { [UInt8(truncatingIfNeeded: $0.value)] }
            }
        }
        let marked = "\u{FEFF}<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"
        #expect(try encoded(marked) { Array(String($0).utf8) } == "\u{FC}\u{BF}\u{80}")
        #expect(try encoded("<?p encoding='ISO-8859-1'?>") { Array(String($0).utf8) } == "\u{FC}\u{BF}\u{80}")
    }

    @Test func brokenUTF16IsRefused() {
        let units = Array("<a>x</a>".utf16)
        let bytes = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        #expect(throws: Never.self) { try XMLDocument(parsing: [0xFF, 0xFE] + bytes, limits: .standard) }
        for broken in [[0xFF, 0xFE] + bytes + [0], [0xFF, 0xFE] + bytes[..<6] + [0, 0xD8] + bytes[6...]] {
            #expect(throws: FederationError.notXML) { try XMLDocument(parsing: broken, limits: .standard) }
        }
    }

    /// The limit is of what came, and what is made of it is at most twice that.
    @Test func latin1IsLimitedAsItCame() throws {
        let head = Array("<?xml version='1.0' encoding='latin1'?><a>".utf8)
        let limits = FederationLimits(bytes: 100)
        let full = head + [UInt8](repeating: 0xFF, count: 100 - head.count - 4) + Array("</a>".utf8)
        #expect(throws: Never.self) { try XMLDocument(parsing: full, limits: limits) }
        #expect(throws: FederationError.tooLarge(limit: 100)) {
            try XMLDocument(parsing: full + [0x20], limits: limits)
        }
    }

    // MARK: - Bytes, not characters

    /// As characters of Swift, these semicolons and hyphens are others, or none.
    @Test func separatorsAreBytes() {
        func isList(_ text: String) -> Bool { Rule.people(atLeast: 2).allows(.string(text)) }
        #expect(isList("a@b;c@d"))
        #expect(!isList("a@b\u{37E}c@d"))
        #expect(!isList("a@b;\u{301}c@d"))
        #expect(Rule.people(in: "a@b;\u{301}c@d;;").map(String.init) == ["a@b", "\u{301}c@d"])
        let begin = "-----BEGIN PUBLIC KEY-----"
        let end = "-----END PUBLIC KEY-----"
        #expect(PEM.publicKeyContent(of: begin + "\u{301}A" + end).map(String.init) == "\u{301}A")
        #expect(PEM.publicKeyContent(of: begin + "A" + end + "\u{301}") == nil)
    }

    // MARK: - Envelope

    /// Of what says nothing but itself the first counts; two of data or signature are refused.
    @Test func ofTwoEncodingsTheFirstCounts() throws {
        let key = try Cast.key.get()
        let sender = try Cast.person("alice@pod-a.example")
        let sealed = String(
            decoding: try MagicEnvelope.seal(payload: Array("<a/>".utf8), sender: sender, key: key),
            as: UTF8.self
        )
        func parse(_ old: String, _ new: String) throws -> MagicEnvelope {
            try MagicEnvelope(parsing: Array(sealed.replacing(old, with: new).utf8))
        }
        let encoding = "<me:encoding>base64url</me:encoding>"
        let algorithm = "<me:alg>RSA-SHA256</me:alg>"
        #expect(try parse(encoding, encoding + "<me:encoding>x</me:encoding>").payload == Array("<a/>".utf8))
        #expect(try parse(algorithm, algorithm + "<me:alg/>").payload == Array("<a/>".utf8))
        #expect(throws: FederationError.invalidEncoding("x")) {
            try parse(encoding, "<me:encoding>x</me:encoding>" + encoding)
        }
        #expect(throws: FederationError.invalidAlgorithm("")) { try parse(algorithm, "<me:alg/>" + algorithm) }
        #expect(throws: FederationError.invalidEnvelope(.repeated("data"))) {
            try parse(encoding, encoding + "<me:data type='application/xml'>PGEvPg==</me:data>")
        }
        #expect(throws: FederationError.invalidEnvelope(.repeated("sig"))) {
            try parse(encoding, encoding + "<me:sig/>")
        }
    }
}
