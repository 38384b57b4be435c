import JSON

/// An envelope encrypted for one person, as it comes to `/receive/users/:guid` (protocol §4).
public enum PrivatePayload {
    /// Decrypts an envelope's document, of which nothing is known before it is parsed and verified.
    ///
    /// Throws ``FederationError/tooLarge(limit:)``, else ``FederationError/decryptionFailed``
    /// whatever is wrong: no JSON, another recipient, bad padding. A
    /// difference would tell an attacker who sends variations of an
    /// intercepted payload what is in it (§18), and so would a difference in
    /// time: the envelope is decrypted even when its key could not be.
    /// Neither may what the parser says of the result reach the sender.
    public static func open(
        _ json: [UInt8],
        with key: PrivateKey,
        limits: FederationLimits = .standard
    ) throws(FederationError) -> [UInt8] {
        guard json.count <= limits.privateBytes else { throw .tooLarge(limit: limits.privateBytes) }
        guard let wrapper = try? JSONValue(federated: json, limits: limits),
            let wrappedKey = wrapper["aes_key"]?.string.map({ Base64.decode($0.utf8) }),
            let encrypted = wrapper["encrypted_magic_envelope"]?.string.map({ Base64.decode($0.utf8) }),
            !encrypted.isEmpty, encrypted.count.isMultiple(of: AES256CBC.blockSize)
        else { throw .decryptionFailed }
        // Padding adds at least one byte, at most a block.
        guard encrypted.count <= limits.bytes + AES256CBC.blockSize else { throw .tooLarge(limit: limits.bytes) }

        let substitute = SessionKey()
        let session = key.decrypt(wrappedKey).flatMap { SessionKey(json: $0, limits: limits) }
        let envelope = AES256CBC.decrypt(encrypted, key: session ?? substitute)
        guard session != nil, let envelope else { throw .decryptionFailed }
        return envelope
    }

    /// Encrypts an envelope's document for one person, each time with a fresh key.
    ///
    /// Throws ``FederationError/cryptographyFailed(operation:)``.
    public static func seal(_ envelope: [UInt8], for key: PublicKey) throws(FederationError) -> [UInt8] {
        let session = SessionKey()
        guard let encrypted = AES256CBC.encrypt(envelope, key: session) else {
            throw .cryptographyFailed(operation: "encrypt an envelope")
        }
        let wrappedKey = Base64.encode(try key.encrypt(session.json))
        return Array(#"{"aes_key":"\#(wrappedKey)","encrypted_magic_envelope":"\#(Base64.encode(encrypted))"}"#.utf8)
    }
}

/// The key that only one envelope is encrypted with (protocol §4, inner JSON).
struct SessionKey {
    let key: [UInt8]
    let iv: [UInt8]

    /// A fresh one; the system's generator is a cryptographic one.
    init() {
        key = (0..<AES256CBC.keySize).map { _ in .random(in: .min ... .max) }
        iv = (0..<AES256CBC.blockSize).map { _ in .random(in: .min ... .max) }
    }

    /// Reads `{"key": …, "iv": …}`; nil if something is missing, too long or too short, or no member's value is a text.
    init?(json: [UInt8], limits: FederationLimits) {
        guard let members = (try? JSONValue(federated: json, limits: limits))?.object,
            // diaspora*'s own library decodes every member.
            members.members.allSatisfy({ $0.value.string != nil }),
            let key = members["key"]?.string.map({ Base64.decode($0.utf8) }), key.count == AES256CBC.keySize,
            let iv = members["iv"]?.string.map({ Base64.decode($0.utf8) }), iv.count == AES256CBC.blockSize
        else { return nil }
        self.key = key
        self.iv = iv
    }

    var json: [UInt8] { Array(#"{"key":"\#(Base64.encode(key))","iv":"\#(Base64.encode(iv))"}"#.utf8) }
}
