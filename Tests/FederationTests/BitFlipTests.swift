import SocialModel
import Testing

@testable import Federation

/// An envelope in which one bit is wrong.
@Suite struct BitFlipTests {
    /// Each single bit of a whole envelope: refused, or what is verified is what was sealed.
    @Test func isRefusedOrSaysTheSame() throws {
        let key = try Cast.key.get()
        let publicKey = try PublicKey(pem: key.publicPEM)
        let sender = try Cast.person("alice@pod-a.example")
        let payload = EntityWriter.bytes(.accountDeletion(AccountDeletion(author: sender)))
        let sealed = try MagicEnvelope.seal(payload: payload, sender: sender, key: key)
        var refused = 0
        var same = 0
        for bit in 0..<sealed.count * 8 {
            var bytes = sealed
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            do throws(FederationError) {
                let envelope = try MagicEnvelope(parsing: bytes)
                // The key is looked up by the name in the envelope: another name is another key.
                guard envelope.sender == sender else {
                    refused += 1
                    continue
                }
                try envelope.verify(with: publicKey)
                #expect(envelope.payload == payload, "bit \(bit)")
                same += 1
            } catch {
                refused += 1
            }
        }
        #expect(refused + same == sealed.count * 8)
        #expect(refused > same * 4)
        print("bit flips: \(refused) refused, \(same) with the same content")
    }
}
