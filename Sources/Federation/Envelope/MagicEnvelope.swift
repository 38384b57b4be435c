public import SocialModel

/// A payload with who sends it and a signature, as pods exchange it (protocol §3).
public struct MagicEnvelope: Sendable, Hashable {
    /// Whose key must have made the signature (`key_id`).
    public let sender: DiasporaID
    /// The entity's XML; nothing is known about it before ``verify(with:)``.
    public let payload: [UInt8]
    /// The signature's bytes.
    public let signature: [UInt8]

    /// Throws ``FederationError/invalidSignature(sender:)`` unless the sender's key made the signature (§3.4).
    public func verify(with key: PublicKey) throws(FederationError) {
        guard key.verifies(signature, of: Self.signatureBase(payload)) else {
            throw .invalidSignature(sender: sender)
        }
    }

    /// What is signed: the payload encoded anew, the data type, the encoding and the algorithm (§3.4).
    static func signatureBase(_ payload: [UInt8]) -> [UInt8] {
        Base64URL.encode(payload) + ".YXBwbGljYXRpb24veG1s.YmFzZTY0dXJs.UlNBLVNIQTI1Ng==".utf8
    }

    static let namespace = "http://salmon-protocol.org/ns/magic-env"
    static let dataType = "application/xml"
    static let encoding = "base64url"
    static let algorithm = "RSA-SHA256"
}
