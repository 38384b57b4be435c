import Corpus
import Federation
import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// What is not right is refused with its reason, and nothing changes.
@Suite struct RefusalTests {
    @Test func forgedEnvelopesLeaveNoTrace() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        let ring = try KeyRing(folder: engine.folder.path + "/keys", size: KeyRing.Size(large: 0, small: 8))
        let rex = try #require(DiasporaID("rex@r.example"))
        let mia = try #require(DiasporaID("mia@m.example"))
        for (number, person) in [rex, mia].enumerated() {
            var put = PersonPut(id: person, guid: GUID("person-refusal-test-\(number)"))
            put.publicKey = .set(ring.publicKey(of: person))
            _ = try await client.apply([.personPut(put)])
        }
        func post(by author: DiasporaID, _ text: String) throws -> Entity {
            let guid = try #require(GUID("refusal-test-post-1"))
            return .statusMessage(StatusMessage(author: author, guid: guid, isPublic: true, text: text))
        }
        let good = try ring.envelope(sender: rex, post(by: rex, "mine"))
        let seq = try await client.seq()

        // A flipped bit in the payload and one in the signature: still base64url, no longer what was signed.
        let xml = String(decoding: good, as: UTF8.self)
        for mark in ["<me:data type=\"application/xml\">", "<me:sig key_id="] {
            let range = try #require(xml.range(of: mark))
            let place = xml.utf8.distance(from: xml.startIndex, to: range.upperBound) + 100
            var flipped = good
            flipped[place] = flipped[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let fault = try await fault { _ = try await client.receive(flipped) }
            #expect(fault?.code == .rejected && fault?.reason == "invalid_signature")
        }
        let payload = EntityWriter.bytes(try post(by: rex, "mine"))
        let wrongKey = try MagicEnvelope.seal(payload: payload, sender: rex, key: PrivateKey.generate(bits: 2_048))
        #expect(try await fault { _ = try await client.receive(wrongKey) }?.reason == "invalid_signature")
        #expect(try await client.seq() == seq)

        _ = try await client.receive(good)
        let stolen = try ring.envelope(sender: mia, post(by: mia, "hers"))
        #expect(try await fault { _ = try await client.receive(stolen) }?.reason == "guid_taken")
        #expect(try await client.seq() == seq + 1)
        let item = try await client.call("post.read", ["guid": "refusal-test-post-1"])["item"]
        #expect(item?["text"] == "mine")
    }
}
