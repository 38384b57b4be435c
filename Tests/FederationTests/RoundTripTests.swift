import SocialModel
import Testing

@testable import Federation

/// Entities that are written, sealed, opened and read again.
@Suite struct RoundTripTests {
    @Test func bringsBackEveryTypeOfEntity() throws {
        let entities = try Cast.entities()
        #expect(Set(entities.map(\.type)) == Set(EntityType.allCases))
        for entity in entities {
            let received = try EntityParser.parse(EntityWriter.bytes(entity), now: Cast.now)
            #expect(received.entity == entity, "\(entity.type)")
        }
    }

    @Test func bringsBackASealedPayloadAndItsSender() throws {
        let key = try Cast.key.get()
        let sender = try Cast.person("alice@pod-a.example")
        for length in [0, 1, 2, 3, 1_000] {
            let payload = [UInt8]("<a>".utf8) + [UInt8](repeating: 0xFE, count: length)
            let envelope = try MagicEnvelope(parsing: MagicEnvelope.seal(payload: payload, sender: sender, key: key))
            #expect(envelope.payload == payload)
            #expect(envelope.sender == sender)
            try envelope.verify(with: PublicKey(pem: key.publicPEM))
        }
    }

    @Test func keepsTheAuthorsSignatureThroughARelay() throws {
        let key = try Cast.key.get()
        let signed = try AuthorSignature.sign(.comment(try Cast.comment()), key: key)
        let received = try EntityParser.parse(EntityWriter.bytes(signed), now: Cast.now)
        let relayed = try EntityParser.parse(EntityWriter.bytes(received.entity), now: Cast.now)
        let publicKey = try PublicKey(pem: key.publicPEM)
        #expect(relayed.proof?.isValid(key: publicKey) == true)
        #expect(AuthorSignature.proof(of: relayed.entity) == relayed.proof)
    }

    @Test func refusesAChangedTextOrAnotherAuthorsKey() throws {
        let key = try Cast.key.get()
        let root = ReceiveRules.Root(author: try Cast.person("alice@pod-a.example"), isLocal: true)
        let bob = try Cast.person("bob@pod-b.example")
        let signed = try AuthorSignature.sign(.comment(try Cast.comment()), key: key)
        let xml = EntityWriter.xml(signed)
        let publicKey = try PublicKey(pem: key.publicPEM)
        let changed = xml.replacing("<text>", with: "<text>x")
        #expect(changed != xml)
        let received = try EntityParser.parse(Array(changed.utf8), now: Cast.now)
        #expect(throws: FederationError.invalidAuthorSignature(author: bob)) {
            try ReceiveRules.checkAuthorSignature(received, root: root, key: publicKey)
        }
        let original = try EntityParser.parse(Array(xml.utf8), now: Cast.now)
        try ReceiveRules.checkAuthorSignature(original, root: root, key: publicKey)
        let other = try PublicKey(pem: PrivateKey.generate(bits: 1_024).publicPEM)
        #expect(throws: FederationError.invalidAuthorSignature(author: bob)) {
            try ReceiveRules.checkAuthorSignature(original, root: root, key: other)
        }
    }
}
