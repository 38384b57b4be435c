import Testing

@testable import Federation
@testable import SocialModel

/// The single values that diaspora*'s own library judged.
@Suite struct ValueVectorTests {
    /// Times whose format is no ISO 8601 date and time are null here (protocol §19).
    private static let laxTimes: Set<String> = [
        "2023-11-01T12:30Z", "2023-11-01", "20231101T123045Z", "Wed Nov  1 12:30:45 2023", "12:30", "12:30:45 PST",
        "2023-02-30T00:00:00Z", "+12023-11-01T12:30:45Z", "23-11-01T12:30:45Z", "foo2023-11-01T12:30:45Z",
        "2023-11-01T12:30:45,25Z", "2023-11-01T12:30:45 Europe/Berlin", "2023-11-01T12:30:45 CET",
        "2023/11/01 12:30:45", "01.11.2023 12:30", "11/01/2023",
    ]

    private static let kinds = [
        "timestamp", "boolean", "boolean_rule", "integer", "guid", "diaspora_id", "diaspora_id_list_min2", "uri_host",
        "uri_path", "uri_host_path", "birthday", "length_max5", "tag_count_max5", "name_32", "timezone",
        "base64url_strict", "base64_lenient", "xml_char_sanitise", "entity_name", "public_key",
        "numeric", "diaspora_url", "discovery_id_clean", "event_status",
    ]

    @Test(arguments: kinds) func areJudgedAsTheReferenceOrPolicySays(_ kind: String) throws {
        let vectors = Vector.all("values").filter { $0.kind == kind }
        #expect(vectors.count >= 4)
        for vector in vectors {
            let input = try #require(vector.string("input"))
            let isOurs = VectorExceptions.otherVerdicts[vector.id] == nil
            let accepts = (vector.recommended.map { $0 != "reject" } ?? vector.accepts) == isOurs
            try judge(kind, input, accepts: accepts, vector)
        }
        print("\(kind): \(vectors.count) values ran")
    }

    private func judge(_ kind: String, _ input: String, accepts: Bool, _ vector: Vector) throws {
        let text = Record.Value.string(input)
        switch kind {
        case "timestamp":
            let expected = Self.laxTimes.contains(input) ? nil : vector.string("parsed")
            #expect(Timestamp(iso8601: input)?.iso8601Seconds == expected, "\(input)")
        case "boolean":
            #expect(ValueText.boolean(input) == vector["parsed"] as? Bool, "\(input)")
        case "boolean_rule":
            #expect((ValueText.boolean(input) != nil) == accepts, "\(input)")
        case "integer":
            // One vector is greater than any integer here; that is null.
            #expect((input.isEmpty ? nil : ValueText.integer(input)) == vector["parsed"] as? Int, "\(input)")
        case "guid": #expect((GUID(input) != nil) == accepts, "\(input)")
        case "diaspora_id": #expect((DiasporaID(input) != nil) == accepts, "\(input)")
        case "diaspora_id_list_min2":
            #expect(Rule.people(atLeast: 2).allows(text) == accepts, "\(input)")
        case "uri_host": #expect(WebURI.isValid(input, having: [.host]) == accepts, "\(input)")
        case "uri_path": #expect(WebURI.isValid(input, having: [.path]) == accepts, "\(input)")
        case "uri_host_path": #expect(WebURI.isValid(input, having: [.host, .path]) == accepts, "\(input)")
        case "birthday": #expect(Rule.birthday.allows(input.isEmpty ? nil : text) == accepts, "\(input)")
        case "length_max5": #expect(Rule.length(5).allows(text) == accepts, "\(input)")
        case "tag_count_max5": #expect(Rule.tags(5).allows(text) == accepts, "\(input)")
        case "name_32": #expect(Rule.name(32).allows(text) == accepts, "\(input)")
        case "timezone": #expect(Rule.timeZone.allows(text) == accepts, "\(input)")
        case "base64url_strict":
            #expect(Base64URL.decode(input.utf8).map(hexadecimal) == vector.string("parsed_hex"), "\(input)")
        case "base64_lenient":
            #expect(hexadecimal(Base64.decode(input.utf8)) == vector.string("parsed_hex"), "\(input)")
        case "xml_char_sanitise":
            #expect(XMLCharacters.sanitised(input).utf8.elementsEqual(vector.string("parsed")?.utf8 ?? "".utf8))
        case "entity_name":
            // A person is an entity of the reference that can never be received, an event one only nested.
            let received = input != "person" && input != "event_participation" && accepts
            #expect((EntityType(rawValue: input) != nil) == received, "\(input)")
        case "public_key": #expect((PEM.publicKeyContent(of: input) != nil) == accepts, "\(input)")
        case "numeric": #expect((ValueText.integer(input) != nil) == accepts, "\(input)")
        case "event_status":
            // Of an entity that is not ours; what it says of a rule of ours.
            #expect(Rule.oneOf(["accepted", "declined", "tentative"]).allows(text) == accepts, "\(input)")
        case "discovery_id_clean": #expect(DiasporaID.cleaned(input) == vector.string("parsed"), "\(input)")
        case "diaspora_url":
            let links = DiasporaLink.links(in: input).map { [$0.author.text, $0.type, $0.guid.text] }
            #expect(links == vector.list("parsed") as? [[String]], "\(input)")
        default: Issue.record("no such kind: \(kind)")
        }
    }

    @Test func coverAllKinds() {
        // The last one is below.
        #expect(Set(Vector.all("values").map(\.kind)) == Set(Self.kinds + ["magic_sig_base"]))
    }

    /// What is signed of a payload, and bob's signature over it.
    @Test func areSignedAsTheReferenceSignsThem() throws {
        let bob = Vector.all("public").lazy.compactMap { $0.object("keys")?["bob@pod-b.example"] as? String }.first
        let key = try PublicKey(pem: try #require(bob))
        let vectors = Vector.all("values").filter { $0.kind == "magic_sig_base" }
        #expect(vectors.count == 4)
        for vector in vectors {
            let digits = Array(try #require(vector.string("input")))
            let payload = stride(from: 0, to: digits.count, by: 2)
                .compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
            let base = MagicEnvelope.signatureBase(payload)
            #expect(String(decoding: base, as: UTF8.self) == vector.string("parsed"))
            let text = try #require(vector.string("signature_2048_bob"))
            let signature = try #require(Base64URL.decode(text.utf8))
            #expect(String(decoding: Base64URL.encode(signature), as: UTF8.self) == text)
            #expect(key.verifies(signature, of: base), "\(vector.id)")
        }
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
