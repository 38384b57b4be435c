import Testing

@testable import Federation
@testable import SocialModel

/// Envelopes encrypted for one person.
@Suite struct PrivatePayloadTests {
    /// The keys of the vectors, of 4,096 and 2,048 bits.
    @Test(arguments: [("private/status_message", 4_096), ("private/status_message_to_2048", 2_048)])
    func areOpenedAsTheyWereSealed(_ id: String, _ bits: Int) throws {
        let vector = try #require(Vector.all("private").first { $0.id == id })
        let key = try PrivateKey(pem: try #require(vector.string("recipient_private_key_pem")))
        let publicKey = try PublicKey(pem: key.publicPEM)
        #expect(publicKey.bits == bits)
        for count in [0, 1, 15, 16, 17, 1_000, FederationLimits.standard.bytes] {
            let envelope = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            let sealed = try PrivatePayload.seal(envelope, for: publicKey)
            #expect(try PrivatePayload.open(sealed, with: key) == envelope)
        }
    }

    @Test func areSealedDifferentlyEachTime() throws {
        let key = try Cast.key.get()
        let publicKey = try PublicKey(pem: key.publicPEM)
        let sealed = try (0..<4).map { _ in try PrivatePayload.seal([1, 2, 3], for: publicKey) }
        #expect(Set(sealed).count == 4)
    }

    /// The vectors that only the envelope within refuses.
    private static let broken: Set<String> = [
        "encryption/plaintext_not_xml", "encryption/inner_signature_invalid", "encryption/inner_sender_not_author",
        "encryption/recipient_unknown", "encryption/env_surrounding_whitespace",
    ]

    @Test func failInOneWayWhateverIsWrong() throws {
        var failed = 0
        for vector in Vector.all("private") where vector.id.hasPrefix("encryption/") {
            let key = try PrivateKey(pem: try #require(vector.string("recipient_private_key_pem")))
            let payload = vector.bytes("encrypted_payload")
            if vector.accepts || Self.broken.contains(vector.id) {
                #expect(throws: Never.self, "\(vector.id)") { try PrivatePayload.open(payload, with: key) }
            } else {
                failed += 1
                #expect(throws: FederationError.decryptionFailed, "\(vector.id)") {
                    try PrivatePayload.open(payload, with: key)
                }
            }
            #expect(throws: FederationError.decryptionFailed, "\(vector.id), another's key") {
                try PrivatePayload.open(payload, with: Cast.key.get())
            }
        }
        #expect(failed == 14)
        print("private payloads: \(failed) fail to decrypt")
    }

    /// Each single bit: the one error, or an envelope that does not stand verification, or the same one.
    @Test func withOneWrongBitNeverSayAnythingElse() throws {
        let key = try Cast.key.get()
        let publicKey = try PublicKey(pem: key.publicPEM)
        let sender = try Cast.person("alice@pod-a.example")
        let entity = EntityWriter.bytes(.accountDeletion(AccountDeletion(author: sender)))
        let envelope = try MagicEnvelope.seal(payload: entity, sender: sender, key: key)
        let sealed = try PrivatePayload.seal(envelope, for: publicKey)
        var outcomes = (failed: 0, broken: 0, same: 0)
        for bit in 0..<sealed.count * 8 {
            var bytes = sealed
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            do throws(FederationError) {
                let opened = try PrivatePayload.open(bytes, with: key)
                if opened == envelope {
                    outcomes.same += 1
                } else if Self.isBroken(opened, entity, sender, publicKey) {
                    outcomes.broken += 1
                }
            } catch {
                #expect(error == .decryptionFailed, "bit \(bit)")
                outcomes.failed += 1
            }
        }
        #expect(outcomes.failed + outcomes.broken + outcomes.same == sealed.count * 8)
        #expect(outcomes.failed > outcomes.same && outcomes.broken > outcomes.same)
        print("private bit flips: \(outcomes)")
    }

    /// Whether an envelope is refused, or names another sender, or says what was sealed nevertheless.
    private static func isBroken(_ bytes: [UInt8], _ entity: [UInt8], _ sender: DiasporaID, _ key: PublicKey) -> Bool {
        guard let envelope = try? MagicEnvelope(parsing: bytes), envelope.sender == sender,
            (try? envelope.verify(with: key)) != nil
        else { return true }
        return envelope.payload == entity
    }

    @Test func areRefusedBeforeAnyWorkIfTooLarge() throws {
        let key = try Cast.key.get()
        let limits = FederationLimits(bytes: 100)
        let publicKey = try PublicKey(pem: key.publicPEM)
        #expect(limits.privateBytes == 4_246)
        let spaces = [UInt8](repeating: 0x20, count: 4_246)
        #expect(throws: FederationError.decryptionFailed) { try PrivatePayload.open(spaces, with: key, limits: limits) }
        #expect(throws: FederationError.tooLarge(limit: 4_246)) {
            try PrivatePayload.open(spaces + [0x20], with: key, limits: limits)
        }
        let long = try PrivatePayload.seal([UInt8](repeating: 1, count: 116), for: publicKey)
        #expect(throws: FederationError.tooLarge(limit: 100)) {
            try PrivatePayload.open(long, with: key, limits: limits)
        }
        let most = try PrivatePayload.seal([UInt8](repeating: 1, count: 100), for: publicKey)
        #expect(try PrivatePayload.open(most, with: key, limits: limits).count == 100)
    }

    @Test func withAnyCutNeverCrash() throws {
        let key = try Cast.key.get()
        let sealed = try PrivatePayload.seal([1, 2, 3], for: PublicKey(pem: key.publicPEM))
        for count in 0..<sealed.count {
            #expect(throws: FederationError.decryptionFailed) {
                try PrivatePayload.open(Array(sealed[..<count]), with: key)
            }
        }
    }
}
