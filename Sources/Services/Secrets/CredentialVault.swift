/// Encrypts credentials for the disk (AES-256-GCM), each with a fresh nonce and for its own account only.
///
/// What is kept is a version, four bytes that tell keys apart, the nonce, the encrypted bytes and their tag.
public struct CredentialVault: Sendable, CustomStringConvertible, CustomReflectable {
    private let key: [UInt8]
    private let mark: [UInt8]

    private static let version: UInt8 = 1
    private static let markSize = 4

    /// Takes a key of 32 bytes, as they are or as a text in hexadecimal or base64, white space around it aside.
    public init(key text: [UInt8]) throws(ServicesError) {
        let key = try VaultKey.read(text)
        self.key = key
        mark = Array(Digest.sha256(Array("mark of ".utf8) + key).prefix(Self.markSize))
        guard mark.count == Self.markSize else { throw .key("libcrypto does not make digests") }
    }

    /// Encrypts; `context` names the account, and only under that name it is decrypted again.
    public func seal(_ credentials: ServiceCredentials, context: String) throws(ServicesError) -> [UInt8] {
        // The system's generator is a cryptographic one.
        let nonce = (0..<AES256GCM.nonceSize).map { _ in UInt8.random(in: .min ... .max) }
        let sealed = AES256GCM.seal(credentials.json, key: key, nonce: nonce, context: Array(context.utf8))
        guard let sealed else { throw .vault("libcrypto does not encrypt") }
        return [Self.version] + mark + nonce + sealed
    }

    /// Decrypts what ``seal(_:context:)`` gave.
    public func open(
        _ bytes: [UInt8],
        _ kind: ServiceKind,
        context: String
    ) throws(ServicesError) -> ServiceCredentials {
        let head = 1 + Self.markSize
        guard bytes.count > head + AES256GCM.nonceSize, bytes.first == Self.version else {
            throw .vault("what was kept is damaged")
        }
        guard bytes[1..<head].elementsEqual(mark) else { throw .vault("they were encrypted with another key") }
        let nonce = Array(bytes[head..<(head + AES256GCM.nonceSize)])
        let sealed = Array(bytes[(head + AES256GCM.nonceSize)...])
        guard let json = AES256GCM.open(sealed, key: key, nonce: nonce, context: Array(context.utf8)) else {
            throw .vault("what was kept is damaged")
        }
        return try ServiceCredentials(kind, json: json)
    }

    /// Nothing of the key.
    public var description: String { "CredentialVault(withheld)" }
    /// Nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
