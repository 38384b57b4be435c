public import SocialModel

extension MagicEnvelope {
    /// The envelope's document for a payload, signed by its sender (protocol §3.1 and §13).
    public static func seal(
        payload: [UInt8],
        sender: DiasporaID,
        key: PrivateKey
    ) throws(FederationError) -> [UInt8] {
        let signature = try key.sign(signatureBase(payload))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count / 3 * 4 + signature.count * 2 + 512)
        bytes += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<me:env xmlns:me=\"\(namespace)\">\n".utf8
        bytes += "  <me:data type=\"\(dataType)\">".utf8
        bytes += Base64URL.encode(payload)
        bytes += "</me:data>\n  <me:encoding>\(encoding)</me:encoding>\n  <me:alg>\(algorithm)</me:alg>\n".utf8
        bytes += "  <me:sig key_id=\"".utf8
        bytes += Base64URL.encode(Array(sender.text.utf8))
        bytes += "\">".utf8
        bytes += Base64URL.encode(signature)
        bytes += "</me:sig>\n</me:env>\n".utf8
        return bytes
    }
}
