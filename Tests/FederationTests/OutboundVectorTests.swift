import Testing

@testable import Federation
@testable import SocialModel

/// Documents that diaspora*'s own library wrote, written by us byte for byte.
@Suite struct OutboundVectorTests {
    @Test func areWrittenAndSealedByteForByte() throws {
        let vectors = Vector.all("outbound")
        #expect(vectors.count == 21)
        for vector in vectors {
            let input = try #require(vector.object("input"))
            if let expected = vector.string("expected_document") {
                let document = try OutboundInput(input).document(vector.entityType, vector.id)
                #expect(String(decoding: document, as: UTF8.self) == expected, "\(vector.id)")
                continue
            }
            let (record, relay) = try values(vector)
            let payload = EntityWriter.bytes(record, relay: relay)
            #expect(String(decoding: payload, as: UTF8.self) == vector.string("expected_xml"), "\(vector.id)")
            let sender = try #require(vector.string("sender").flatMap { DiasporaID($0) })
            let key = try PrivateKey(pem: try #require(vector.string("sender_private_key_pem")))
            let envelope = try MagicEnvelope.seal(payload: payload, sender: sender, key: key)
            #expect(envelope == vector.bytes("expected_envelope_xml"), "\(vector.id)")
        }
        print("outbound: \(vectors.count) vectors ran")
    }

    /// What the reference was given; a relayable by a local author who is not the root's is signed.
    private func values(_ vector: Vector) throws -> (Record, RelayData?) {
        let input = try #require(vector.object("input"))
        let order = vector.list("input_signature_order") as? [String]
        let additional = vector.object("input_additional_data") as? [String: String] ?? [:]
        let (record, relay) = try OutboundInput(input).record(vector.entityType, order: order, additional: additional)
        let parent = (input["parent"] as? [String: Any])?["data"] as? [String: Any]
        guard order == nil, let rootAuthor = parent?["author"] as? String, rootAuthor != record.person("author")?.text
        else { return (record, relay) }
        let pem = vector.string("author_private_key_pem") ?? vector.string("sender_private_key_pem")
        return (record, try AuthorSignature.sign(record, key: PrivateKey(pem: try #require(pem))))
    }

    @Test func sanitiseAndEscapeWhatTheTextHolds() throws {
        let post = StatusMessage(
            author: try #require(DiasporaID("dave@local.example")),
            guid: try #require(GUID("o00000000000000000656")),
            createdAt: Timestamp(seconds: 1_698_841_845),
            isPublic: true,
            text: "a\u{1}b\u{FFFF}c <&> \r\n\u{85}💩"
        )
        #expect(
            EntityWriter.xml(.statusMessage(post)) == """
                <status_message>
                  <author>dave@local.example</author>
                  <guid>o00000000000000000656</guid>
                  <created_at>2023-11-01T12:30:45Z</created_at>
                  <public>true</public>
                  <text>a&#xFFFD;b&#xFFFD;c &lt;&amp;&gt; &#xD;\n&#x85;&#x1F4A9;</text>
                </status_message>
                """
        )
    }

    @Test func leaveOutNamesInAStoredOrderThatCouldNotBeElements() throws {
        let comment = SocialModel.Comment(
            author: try #require(DiasporaID("bob@pod-b.example")),
            guid: try #require(GUID("c00000000000000000001")),
            parentGUID: try #require(GUID("p00000000000000000001")),
            text: "t",
            relay: RelayData(
                authorSignature: "c2ln",
                order: ["author", "x><evil/", "", "1x", "guid", "some_signature", "neu", "parent_guid", "text"],
                additionalData: ["neu": "a\u{0}b", "some_signature": "x"]
            )
        )
        #expect(
            EntityWriter.xml(.comment(comment)) == """
                <comment>
                  <author>bob@pod-b.example</author>
                  <guid>c00000000000000000001</guid>
                  <neu>a&#xFFFD;b</neu>
                  <parent_guid>p00000000000000000001</parent_guid>
                  <text>t</text>
                  <author_signature>c2ln</author_signature>
                </comment>
                """
        )
    }
}
