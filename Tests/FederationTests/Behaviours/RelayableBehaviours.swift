import SocialModel
import Testing

@testable import Federation

/// Protocol §20, behaviours 33 to 52: what is signed by its author and sent by the root's.
@Suite struct RelayableBehaviours {
    private let alice: DiasporaID
    private let bob: DiasporaID
    private let key: PrivateKey
    private let publicKey: PublicKey
    private let root: ReceiveRules.Root

    init() throws {
        alice = try Cast.person("alice@pod-a.example")
        bob = try Cast.person("bob@pod-b.example")
        key = try Cast.key.get()
        publicKey = try PublicKey(pem: key.publicPEM)
        root = ReceiveRules.Root(author: alice, isLocal: false)
    }

    /// Bob's comment of these elements in this order, signed over `base`; nil: not signed.
    private func received(_ elements: [(String, String)], signing base: String?) throws -> ReceivedEntity {
        var xml = elements.map { "<\($0.0)>\($0.1)</\($0.0)>" }.joined()
        if let base { xml += "<author_signature>\(Base64.encode(try key.sign(Array(base.utf8))))</author_signature>" }
        return try EntityParser.parse(Array("<comment>\(xml)</comment>".utf8), now: Cast.now)
    }

    private var plain: [(String, String)] {
        [
            ("author", bob.text), ("guid", "b0b000000001comment"), ("parent_guid", "a11ce00000000001post"),
            ("text", "hello"),
        ]
    }

    private let base = "bob@pod-b.example;b0b000000001comment;a11ce00000000001post;hello"

    private func check(_ received: ReceivedEntity, by author: DiasporaID? = nil) throws(FederationError) {
        let root = ReceiveRules.Root(author: author ?? root.author, isLocal: false)
        try ReceiveRules.checkAuthorSignature(received, root: root, key: publicKey)
    }

    @Test("behaviour 33: the signature over the values in order passes")
    func signed() throws { try check(received(plain, signing: base)) }

    @Test("behaviour 34: an unknown element takes part where it stands, and is kept")
    func unknownElement() throws {
        var elements = plain
        elements.insert(("new", "value"), at: 2)
        let signed = "bob@pod-b.example;b0b000000001comment;value;a11ce00000000001post;hello"
        let received = try received(elements, signing: signed)
        try check(received)
        #expect(received.entity.relay?.additionalData == ["new": "value"])
    }

    @Test("behaviour 36: no signature fails unless the author is the root's")
    func unsigned() throws {
        let received = try received(plain, signing: nil)
        #expect(throws: FederationError.missingAuthorSignature(author: bob)) { try check(received) }
    }

    @Test("behaviour 37: the root's author needs no signature, on a comment of the post either")
    func rootsAuthor() throws {
        try check(received(plain, signing: nil), by: bob)
        try check(received(plain, signing: "rubbish"), by: bob)
    }

    @Test("behaviour 38: a signature over anything else fails")
    func otherData() throws {
        let received = try received(plain, signing: base + " ")
        #expect(throws: FederationError.invalidAuthorSignature(author: bob)) { try check(received) }
    }

    @Test("behaviour 39: names with signature in them take no part")
    func signatureNames() throws {
        var elements = plain
        elements.insert(("parent_author_signature", "x"), at: 0)
        elements.append(("foo_signature_bar", "y"))
        let received = try received(elements, signing: base)
        try check(received)
        #expect(received.entity.relay?.order == ["author", "guid", "parent_guid", "text"])
        #expect(received.entity.relay?.additionalData == [:])
    }

    private func written(_ relay: RelayData?, author: DiasporaID? = nil) throws -> String {
        var comment = try Cast.comment()
        comment.text = "hello"
        comment.relay = relay
        if let author { comment.author = author }
        return EntityWriter.xml(.comment(comment))
    }

    @Test("behaviours 40 and 43: an unknown element stands at its place, the signature last and as it was")
    func storedOrder() throws {
        let relay = RelayData(
            authorSignature: "c2ln",
            order: ["guid", "new", "author", "text", "parent_guid"],
            additionalData: ["new": "value"]
        )
        #expect(
            try written(relay) == """
                <comment>
                  <guid>b0b000000001comment</guid>
                  <new>value</new>
                  <author>bob@pod-b.example</author>
                  <text>hello</text>
                  <parent_guid>a11ce00000000001post</parent_guid>
                  <author_signature>c2ln</author_signature>
                </comment>
                """
        )
    }

    @Test("behaviours 41 and 42: a name in the order without data becomes an empty element, a null elsewhere none")
    func orderWithoutData() throws {
        let xml = try written(RelayData(authorSignature: "c2ln", order: ["author", "new", "edited_at"]))
        #expect(xml.contains("<new/>") && xml.contains("<edited_at/>"))
        #expect(!(try written(nil)).contains("edited_at"))
    }

    @Test("behaviour 45: the root's author writes no author_signature")
    func writtenByRootsAuthor() throws { #expect(!(try written(nil)).contains("signature")) }

    @Test("behaviour 46: a false boolean is written false, and signed so")
    func falseIsWritten() throws {
        let post = try Cast.guid("a11ce00000000001post")
        let like = Like(author: bob, guid: post, parentGUID: post, parentType: .post, isPositive: false)
        let signed = try AuthorSignature.sign(.like(like), key: key)
        #expect(EntityWriter.xml(signed).contains("<positive>false</positive>"))
        let base = try #require(AuthorSignature.proof(of: signed)?.base)
        #expect(String(decoding: base, as: UTF8.self).hasSuffix(";Post;false"))
    }

    @Test("behaviour 47: no parent_guid is a missing property")
    func noParent() throws {
        #expect(throws: FederationError.missingProperties(entity: "comment", names: ["parent_guid"])) {
            try received(plain.filter { $0.0 != "parent_guid" }, signing: nil)
        }
    }

    @Test("behaviour 49: the author may send to a local root only, the root's author always")
    func senders() throws {
        for isLocal in [true, false] {
            let root = ReceiveRules.Root(author: alice, isLocal: isLocal)
            try ReceiveRules.checkRelay(sender: alice, author: bob, root: root)
            let direct = Result { () throws(FederationError) in
                try ReceiveRules.checkRelay(sender: bob, author: bob, root: root)
            }
            #expect(((try? direct.get()) != nil) == isLocal)
        }
    }

    @Test("behaviour 50: a comment's author may not relay a like on it, the post's author may")
    func likesOnComments() throws {
        let liker = try Cast.person("carol@pod-c.example")
        #expect(throws: FederationError.invalidSender(bob)) {
            try ReceiveRules.checkRelay(sender: bob, author: liker, root: root)
        }
        try ReceiveRules.checkRelay(sender: alice, author: liker, root: root)
    }

    @Test("behaviour 51: an old order of elements is as good, if it was signed so")
    func oldOrder() throws {
        let old = [plain[1], plain[2], plain[3], plain[0]]
        let signed = "b0b000000001comment;a11ce00000000001post;hello;bob@pod-b.example"
        try check(received(old, signing: signed))
    }

    @Test("behaviour 52: what is read and written again for a relay is what the author sent")
    func relaysAsSent() throws {
        let sent = EntityWriter.xml(try AuthorSignature.sign(.comment(Cast.comment()), key: key))
        let read = try EntityParser.parse(Array(sent.utf8), now: Cast.now).entity
        #expect(EntityWriter.xml(read) == sent)
    }
}
