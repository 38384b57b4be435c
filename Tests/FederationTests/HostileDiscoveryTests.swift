import Testing

@testable import Federation
@testable import SocialModel

/// Documents of discovery that mean harm, or are no documents.
@Suite struct HostileDiscoveryTests {
    private static let key = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"

    private static let needed = ["uid", "fn", "key", "entity_photo", "entity_photo_medium", "entity_photo_small"]

    private static func page(uid: String = "a11ce00000000000person", key: String = key, photo: String = "/l.png")
        -> String
    {
        """
        <span class="uid">\(uid)</span><b class=fn>A</b><pre class='x key'>\(key)</pre>
        <div class="entity_photo"><img class="photo" src="\(photo)"></div>
        <div class="entity_photo_medium"><p><img src=/m.png class="avatar\tphoto"></div>
        <div class="entity_photo_small"><img class="photo"><img class="photo" src="s.png"></div>
        """
    }

    private func card(_ html: String, _ limits: FederationLimits = .standard) throws(FederationError) -> HCard {
        try HCard(parsing: Array(html.utf8), limits: limits)
    }

    @Test func readWhatIsThereInBrokenMarkup() throws {
        let card = try card(Self.page())
        #expect(card.guid.text == "a11ce00000000000person")
        #expect(card.fullName == "A")
        #expect(card.nickname == nil && card.firstName == nil && card.lastName == nil)
        #expect([card.photoLarge, card.photoMedium, card.photoSmall] == ["/l.png", "/m.png", "s.png"])
        #expect(!card.isSearchable)
        #expect(card.publicKey == Self.key)
    }

    @Test func nameWhatIsMissingAndWhatIsWrong() {
        #expect(throws: FederationError.missingProperties(entity: "hcard", names: Self.needed)) { try card("<p>x") }
        let armour = "-----BEGIN PUBLIC KEY----- \n -----END PUBLIC KEY-----"
        #expect(throws: FederationError.invalidProperties(entity: "hcard", names: ["uid", "key", "entity_photo"])) {
            try card(Self.page(uid: "x", key: armour, photo: "javascript:alert(1)"))
        }
    }

    @Test func areRefusedAtTheirLimits() throws {
        let page = Self.page()
        let limits = FederationLimits(depth: 6, elements: 20, discoveryBytes: page.utf8.count + 300)
        _ = try card(page, limits)
        #expect(throws: FederationError.tooLarge(limit: limits.discoveryBytes)) {
            try card(page + String(repeating: " ", count: 301), limits)
        }
        #expect(throws: FederationError.tooDeep(limit: 6)) { try card("<div><div><div><div>" + page, limits) }
        #expect(throws: FederationError.tooManyElements(limit: 20)) {
            try card(page + String(repeating: "<br>", count: 20), limits)
        }
    }

    /// What costs libxml2 quadratic time, or depth, is refused before it does.
    @Test func ofManyTagsOrAttributesAreRefused() {
        let most = FederationLimits.standard.discoveryBytes
        #expect(throws: FederationError.tooDeep(limit: 32)) { try card(String(repeating: "<b>", count: most / 3)) }
        #expect(throws: FederationError.tooDeep(limit: 32)) {
            try card(String(repeating: "<b>", count: 40_000) + String(repeating: "</i>", count: 30_000))
        }
        #expect(throws: FederationError.tooManyElements(limit: 1_000)) {
            try card(String(repeating: "<br>", count: most / 4))
        }
        for separator in [" ", "\n", "=\"\"", "=''"] {
            let attributes = (0..<20_000).map { "a\($0)" }.joined(separator: separator)
            #expect(throws: FederationError.tooManyAttributes(limit: 4_096), "\(separator)") {
                try card("<p \(attributes)>")
            }
        }
        let huge = "<p class=\"\(String(repeating: "x", count: most - 12))\">"
        #expect(throws: FederationError.missingProperties(entity: "hcard", names: Self.needed)) { try card(huge) }
    }

    @Test func inOtherEncodingsAreRefused() throws {
        let bytes = Array(Self.page().utf8)
        _ = try HCard(parsing: [0xEF, 0xBB, 0xBF] + bytes)
        let wide: [UInt8] = bytes.flatMap { (byte: UInt8) -> [UInt8] in [byte, 0] }
        let others: [[UInt8]] = [bytes + [0], [0xFF, 0xFE] + bytes, bytes + [0xFC], wide]
        for other in others {
            #expect(throws: FederationError.notHTML) { try HCard(parsing: other) }
        }
        // What the document says of its encoding is not heard.
        let lying = "<meta charset=\"utf-16\"><meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-1\">"
        #expect(try card(lying + Self.page().replacing("A</b>", with: "ü💩</b>")).fullName == "ü💩")
        #expect(try card(Self.page().replacing("A</b>", with: "&uuml;&#x1F4A9;&amp;lt</b>")).fullName == "ü💩&lt")
    }

    @Test func neverReachOutside() throws {
        let doctype = "<!DOCTYPE html SYSTEM \"file:///etc/passwd\" [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
        #expect(try card(doctype + Self.page() + "<i class=nickname>&x;</i>").nickname == "&x;")
    }

    @Test func withAnyCutOrAnyWrongBitNeverCrash() throws {
        let bytes = Array(Self.page().utf8)
        var refused = 0
        for count in 0..<bytes.count where (try? HCard(parsing: Array(bytes[..<count]))) == nil { refused += 1 }
        #expect(refused > bytes.count / 2)
        for bit in 0..<bytes.count * 8 {
            var bytes = bytes
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            if let card = try? HCard(parsing: bytes) { #expect(!card.publicKey.isEmpty) }
        }
    }

    // MARK: - JRD

    private func jrd(_ hCard: String, more: String = "", subject: String = "acct:alice@pod-a.example") throws
        -> WebFingerDocument
    {
        let text = """
            {"subject":"\(subject)",\(more)"links":[7,null,"x",[],{},{"rel":5},
            {"rel":"http://microformats.org/profile/hcard","href":"\(hCard)"},
            {"rel":"http://joindiaspora.com/seed_location","href":"https://pod-a.example/"}]}
            """
        return try WebFingerDocument(parsing: Array(text.utf8), for: Cast.person("alice@pod-a.example"))
    }

    @Test func aboutSomebodyElseAreRefused() throws {
        let url = "https://pod-a.example/hcard/1"
        #expect(
            try jrd(url, subject: " ACCT:".lowercased() + "Alice@POD-A.example\\n").id.text == "alice@pod-a.example"
        )
        for subject in ["acct:mallory@pod-a.example", "alice@pod-a.example.evil", "", "acct:acct:alice@pod-a.example"] {
            let alice = try Cast.person("alice@pod-a.example")
            #expect(throws: FederationError.subjectMismatch(asked: alice, found: subject)) {
                try jrd(url, subject: subject)
            }
        }
    }

    @Test func withAnUnreadableExpiryAreRefused() throws {
        let url = "https://pod-a.example/hcard/1"
        _ = try jrd(url, more: #""expires":"2030-01-02T03:04:05Z","#)
        _ = try jrd(url, more: #""expires":null,"#)
        for expires in ["5", "\"soon\"", "{}"] {
            #expect(throws: FederationError.invalidProperties(entity: "webfinger", names: ["expires"])) {
                try jrd(url, more: "\"expires\":\(expires),")
            }
        }
    }

    @Test(arguments: [
        "https://127.0.0.1/x", "https://10.1.2.3/x", "https://localhost/x", "https://a.LOCALHOST./x", "https://[::1]/x",
        "https://user@127.0.0.1:443/x", "https://2130706433/x", "https://0x7f.1/x", "https://127.1/x",
        "https://0177.0.0.1/x",
        "https://[::ffff:10.0.0.1]/x", "https://[fe80::1]/x", "https://169.254.169.254/latest",
        "https://[::ffff:a00:1]/x",
        "//pod-a.example/x", "/x", "ftp://pod-a.example/x", "javascript://pod-a.example/x", "https:///x", "https://./x",
    ])
    func ofPrivateOrOddAddressesAreRefused(_ url: String) {
        let error = FederationError.invalidProperties(
            entity: "webfinger",
            names: ["http://microformats.org/profile/hcard"]
        )
        #expect(throws: error) { try jrd(url) }
    }

    @Test(arguments: ["https://8.8.8.8/x", "http://[2606:4700::1111]:3000/x", "https://1e100.net/x", "HTTPS://pod/x"])
    func ofPublicAddressesAreTaken(_ url: String) throws { #expect(try jrd(url).hCardURL == url) }

    @Test func addressesArePublicOrNot() {
        for address: [UInt8] in [
            [8, 8, 8, 8], [172, 15, 0, 1], [172, 32, 0, 1], [100, 63, 0, 1], [198, 20, 0, 1], [223, 0, 0, 1],
        ] {
            #expect(PublicAddress.isPublic(address), "\(address)")
            #expect(PublicAddress.isPublic([UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + address), "\(address)")
        }
        for address: [UInt8] in [
            [], [1, 2, 3], [0, 0, 0, 0], [10, 0, 0, 1], [172, 16, 0, 1], [192, 168, 1, 1], [100, 64, 0, 1],
            [224, 0, 0, 1],
            [255, 255, 255, 255], [192, 0, 2, 1],
        ] {
            #expect(!PublicAddress.isPublic(address), "\(address)")
        }
        for host in [
            "[2001:db8::1]", "[2002:7f00:1::]", "[fc00::1]", "[ff02::1]", "[::]", "[2001::1]", "[64:ff9b::1]", "[]",
            "[1:2]",
        ] {
            #expect(!PublicAddress.mayBe(host: host), "\(host)")
        }
        #expect(PublicAddress.mayBe(host: "[2a00:1450:4001:81b:0:0:0:200e]"))
        #expect(!PublicAddress.mayBe(host: "[2a00:1450:4001:81b:0:0:0:0:200e]"))
        #expect(!PublicAddress.mayBe(host: "[2a00::1::2]"))
    }
}
