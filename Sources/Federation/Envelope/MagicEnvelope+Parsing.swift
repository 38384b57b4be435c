import SocialModel

extension MagicEnvelope {
    /// Reads an envelope, without verifying it: checks 1 to 8 of protocol §3.2, in that order.
    ///
    /// Elements are found by namespace and local name, whatever their prefix,
    /// and unknown ones are ignored. Two of data or of signature are refused,
    /// for others might read the other one (§19).
    public init(parsing bytes: [UInt8], limits: FederationLimits = .standard) throws(FederationError) {
        let document = try XMLDocument(parsing: bytes, limits: limits)
        guard document.root.name == "env" else { throw .invalidEnvelope(.root(document.root.name)) }
        let data = try Self.filled("data", document)
        let signature = try Self.filled("sig", document)

        let type = data.attribute("type")
        guard type == Self.dataType else { throw .invalidDataType(type) }
        let encoding = Self.children("encoding", document).first.map(document.text)
        guard encoding == Self.encoding else { throw .invalidEncoding(encoding) }
        let algorithm = Self.children("alg", document).first.map(document.text)
        guard algorithm == Self.algorithm else { throw .invalidAlgorithm(algorithm) }

        guard let keyID = signature.attribute("key_id") else { throw .invalidEnvelope(.missing("key_id")) }
        let name = try Self.decoded(keyID.utf8, "key_id")
        guard let text = String(validating: name, as: UTF8.self), let sender = DiasporaID(text) else {
            throw .invalidEnvelope(.senderNotAnID)
        }
        self.init(
            sender: sender,
            payload: try Self.decoded(document.bytes(of: data), "data"),
            signature: try Self.decoded(document.bytes(of: signature), "sig")
        )
    }

    private static func children(_ name: String, _ document: XMLDocument) -> [XMLElement] {
        document.root.children.filter { $0.name == name && $0.namespace == namespace }
    }

    private static func filled(_ name: String, _ document: XMLDocument) throws(FederationError) -> XMLElement {
        let children = children(name, document)
        guard let child = children.first else { throw .invalidEnvelope(.missing(name)) }
        guard children.count == 1 else { throw .invalidEnvelope(.repeated(name)) }
        guard !child.textRange.isEmpty else { throw .invalidEnvelope(.empty(name)) }
        return child
    }

    private static func decoded(_ text: some Collection<UInt8>, _ name: String) throws(FederationError) -> [UInt8] {
        guard let bytes = Base64URL.decode(text) else { throw .invalidBase64(name: name) }
        return bytes
    }
}
