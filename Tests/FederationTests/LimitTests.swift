import SocialModel
import Testing

@testable import Federation

/// Documents that are too much of something.
@Suite struct LimitTests {
    private func parse(_ xml: String, _ limits: FederationLimits = .standard) throws(FederationError) {
        _ = try XMLDocument(parsing: Array(xml.utf8), limits: limits)
    }

    @Test func holdAtTheLimitAndNotBeyond() throws {
        let limits = FederationLimits(bytes: 100, depth: 3, elements: 4, attributes: 2, listItems: 1)
        try parse("<a>" + String(repeating: "x", count: 93) + "</a>", limits)
        #expect(throws: FederationError.tooLarge(limit: 100)) {
            try parse("<a>" + String(repeating: "x", count: 94) + "</a>", limits)
        }
        try parse("<a><b><c/></b></a>", limits)
        #expect(throws: FederationError.tooDeep(limit: 3)) { try parse("<a><b><c><d/></c></b></a>", limits) }
        try parse("<a><b/><b/><b/></a>", limits)
        #expect(throws: FederationError.tooManyElements(limit: 4)) { try parse("<a><b/><b/><b/><b/></a>", limits) }
        try parse("<a b='=' c='<'/>".replacing("<'", with: "&lt;'"), limits)
        #expect(throws: FederationError.tooManyAttributes(limit: 2)) { try parse("<a b='' c='' d=''/>", limits) }
    }

    @Test func countTheItemsOfLists() throws {
        let post = EntityWriter.bytes(try Cast.statusMessage())
        _ = try EntityParser.parse(post, now: Cast.now, limits: FederationLimits(listItems: 2))
        #expect(throws: FederationError.tooManyItems(name: "photo", limit: 1)) {
            try EntityParser.parse(post, now: Cast.now, limits: FederationLimits(listItems: 1))
        }
        let alice = try Cast.person("alice@pod-a.example")
        let guid = try Cast.guid("a11ce00000000001post")
        let people = Array(repeating: alice, count: 3)
        let crowd = EntityWriter.bytes(
            .conversation(Conversation(author: alice, guid: guid, subject: "s", participants: people))
        )
        _ = try EntityParser.parse(crowd, now: Cast.now, limits: FederationLimits(listItems: 3))
        #expect(throws: FederationError.tooManyItems(name: "participants", limit: 2)) {
            try EntityParser.parse(crowd, now: Cast.now, limits: FederationLimits(listItems: 2))
        }
    }

    /// Text that looks like tags hides no attribute, and `=` in text is none.
    @Test func countNothingButAttributes() throws {
        let limits = FederationLimits(attributes: 1)
        try parse(
            "<a><!-- <x a='' b='' c=''> it's --><![CDATA[<x a='' b='' c=''>\"]]>a=b=c=\"<?p a= b= c= '?></a>",
            limits
        )
        for prefix in ["<!-- \" -->", "<?p \"?>", "<![CDATA[\"]]>", "\"", "'", "<b c='>'/>", "<b c=\"'\"/>"] {
            #expect(throws: FederationError.tooManyAttributes(limit: 1), "\(prefix)") {
                try parse("<a>\(prefix)<x a='' b=''/></a>", limits)
            }
        }
    }

    /// The longest text that the protocol allows, in its longest spelling, still fits.
    @Test func letTheLongestLegitimatePostPass() throws {
        let key = try Cast.key.get()
        let alice = try Cast.person("alice@pod-a.example")
        let text = String(repeating: "\u{10FFFF}", count: 65_535)
        let post = StatusMessage(author: alice, guid: try Cast.guid("a11ce00000000001post"), isPublic: true, text: text)
        let sealed = try MagicEnvelope.seal(payload: EntityWriter.bytes(.statusMessage(post)), sender: alice, key: key)
        let envelope = try MagicEnvelope(parsing: sealed)
        let received = try envelope.open(with: PublicKey(pem: key.publicPEM), now: Cast.now)
        guard case .statusMessage(let read) = received.entity else {
            Issue.record("no post")
            return
        }
        #expect(read.text == text)
        var longer = post
        longer.text = text + "x"
        #expect(throws: FederationError.invalidProperties(entity: "status_message", names: ["text"])) {
            try EntityParser.parse(EntityWriter.bytes(.statusMessage(longer)), now: Cast.now)
        }
    }
}
