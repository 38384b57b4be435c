import JSON
import SocialModel
import Testing

@testable import Federation

/// Protocol §20, behaviours 1 to 16: envelopes and what wraps them for one person.
@Suite struct EnvelopeBehaviours {
    private let alice: DiasporaID
    private let key: PrivateKey
    private let publicKey: PublicKey
    private let payload: [UInt8]

    init() throws {
        alice = try Cast.person("alice@pod-a.example")
        key = try Cast.key.get()
        publicKey = try PublicKey(pem: key.publicPEM)
        payload = EntityWriter.bytes(try Cast.statusMessage())
    }

    private func seal() throws -> [UInt8] { try MagicEnvelope.seal(payload: payload, sender: alice, key: key) }

    /// The document with one piece of it replaced; each has to be there.
    private func altered(_ old: String, _ new: String) throws -> [UInt8] {
        let text = String(decoding: try seal(), as: UTF8.self)
        try #require(text.contains(old))
        return Array(text.replacing(old, with: new).utf8)
    }

    private func expect(_ error: FederationError, of bytes: [UInt8]) {
        #expect(throws: error) { try MagicEnvelope(parsing: bytes) }
    }

    @Test("behaviour 1: an opened envelope gives the payload's entity and its sender")
    func opens() throws {
        let envelope = try MagicEnvelope(parsing: seal())
        #expect(envelope.sender == alice)
        #expect(try envelope.open(with: publicKey, now: Cast.now).entity == Cast.statusMessage())
    }

    @Test("behaviour 2: a root other than env is an invalid envelope")
    func root() throws {
        let bytes = try Array(String(decoding: seal(), as: UTF8.self).replacing("me:env", with: "me:other").utf8)
        expect(.invalidEnvelope(.root("other")), of: bytes)
    }

    @Test("behaviour 3: a missing sig or data is named", arguments: ["sig", "data"])
    func missing(_ name: String) throws {
        let text = String(decoding: try seal(), as: UTF8.self)
        let bytes = Array(text.replacing("<me:\(name)", with: "<me:x").replacing("</me:\(name)", with: "</me:x").utf8)
        expect(.invalidEnvelope(.missing(name)), of: bytes)
    }

    @Test("behaviour 4: an encoding that is missing or not base64url is invalid")
    func encoding() throws {
        expect(.invalidEncoding(nil), of: try altered("<me:encoding>base64url</me:encoding>", ""))
        expect(.invalidEncoding("base64"), of: try altered(">base64url<", ">base64<"))
    }

    @Test("behaviour 5: an algorithm that is missing or not RSA-SHA256 is invalid")
    func algorithm() throws {
        expect(.invalidAlgorithm(nil), of: try altered("<me:alg>RSA-SHA256</me:alg>", ""))
        expect(.invalidAlgorithm("RSA-SHA1"), of: try altered(">RSA-SHA256<", ">RSA-SHA1<"))
    }

    @Test("behaviour 6: data without type, or of another one, is invalid")
    func dataType() throws {
        expect(.invalidDataType(nil), of: try altered(" type=\"application/xml\"", ""))
        expect(.invalidDataType("text/xml"), of: try altered("application/xml", "text/xml"))
    }

    @Test("behaviour 7: another key's signature is invalid")
    func otherKey() throws {
        let other = try PublicKey(pem: PrivateKey.generate(bits: 1_024).publicPEM)
        let envelope = try MagicEnvelope(parsing: seal())
        #expect(throws: FederationError.invalidSignature(sender: alice)) { try envelope.verify(with: other) }
    }

    @Test("behaviour 8: no key_id is an invalid envelope")
    func noKeyID() throws {
        let text = String(decoding: try seal(), as: UTF8.self)
        let start = try #require(text.firstRange(of: " key_id=\""))
        let end = try #require(text[start.upperBound...].firstIndex(of: "\""))
        var cut = text
        cut.removeSubrange(start.lowerBound...end)
        expect(.invalidEnvelope(.missing("key_id")), of: Array(cut.utf8))
    }

    @Test("behaviour 10: key_id decodes to the sender, and the data type is application/xml")
    func writes() throws {
        let text = String(decoding: try seal(), as: UTF8.self)
        #expect(text.contains("key_id=\"\(Base64URLText.of(alice.text))\""))
        #expect(text.contains("<me:data type=\"application/xml\">"))
    }

    @Test("behaviour 11: data, encoding, alg and sig stand there exactly once")
    func childrenOnce() throws {
        let text = String(decoding: try seal(), as: UTF8.self)
        for name in ["data", "encoding", "alg", "sig"] {
            #expect(text.ranges(of: "</me:\(name)>").count == 1, "\(name)")
        }
    }

    // MARK: - Private wrapper

    @Test("behaviour 12: the wrapper has aes_key and encrypted_magic_envelope")
    func wrapper() throws {
        let json = try JSONParser.parse(PrivatePayload.seal(seal(), for: publicKey))
        #expect(json["aes_key"]?.string?.isEmpty == false)
        #expect(json["encrypted_magic_envelope"]?.string?.isEmpty == false)
    }

    @Test("behaviour 13: aes_key holds a key of 32 bytes and an iv of 16")
    func sessionKey() throws {
        let json = try JSONParser.parse(PrivatePayload.seal(seal(), for: publicKey))
        let wrapped = Base64.decode((try #require(json["aes_key"]?.string)).utf8)
        let inner = try JSONParser.parse(try #require(key.decrypt(wrapped)))
        #expect(inner["key"]?.string.map { Base64.decode($0.utf8).count } == 32)
        #expect(inner["iv"]?.string.map { Base64.decode($0.utf8).count } == 16)
    }

    @Test("behaviour 14: what is decrypted is the envelope as it was")
    func decrypts() throws {
        let envelope = try seal()
        #expect(try PrivatePayload.open(PrivatePayload.seal(envelope, for: publicKey), with: key) == envelope)
    }

    @Test("behaviour 16: decrypted content that is no envelope is an invalid envelope")
    func decryptedRubbish() throws {
        let opened = try PrivatePayload.open(PrivatePayload.seal(Array("<x/>".utf8), for: publicKey), with: key)
        expect(.invalidEnvelope(.root("x")), of: opened)
    }
}

/// base64url as an envelope writes it.
private enum Base64URLText {
    static func of(_ text: String) -> String {
        String(decoding: Base64URL.encode(Array(text.utf8)), as: UTF8.self)
    }
}
