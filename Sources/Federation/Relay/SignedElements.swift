import SocialModel

/// The elements of a relayable in the order in which its author signed them (protocol §9.1).
struct SignedElements {
    let relay: RelayData
    let proof: AuthorProof

    static let signatureName = "author_signature"

    /// Reads order, unknown elements and signature out of the XML that a record was read from.
    init(of record: Record, in document: XMLDocument) {
        var order: [String] = []
        var seen: Set<[UInt8]> = []
        var additional: [String: String] = [:]
        var signature: String?
        for child in document.root.children {
            // A signature counts without a prefix only, as known properties do; of an unknown element the text counts.
            if child.name == Self.signatureName, !child.isQualified, signature == nil {
                signature = document.text(of: child)
            }
            guard !Self.isSignature(child.name), seen.insert(Array(child.name.utf8)).inserted else { continue }
            order.append(child.name)
            if record.schema.index(of: child.name) == nil { additional[child.name] = document.text(of: child) }
        }
        if signature?.isEmpty == true { signature = nil }
        relay = RelayData(authorSignature: signature, order: order, additionalData: additional)
        proof = AuthorProof(
            base: Self.base(Self.texts(of: record, relay)),
            signature: signature.map { Base64.decode($0.utf8) }
        )
    }

    /// Names and texts in the stored order; what has no value is empty.
    ///
    /// Names that cannot be an element's, which only a foreign archive could bring, are left out.
    static func texts(of record: Record, _ relay: RelayData) -> [(name: String, text: String)] {
        relay.order.lazy.filter { !isSignature($0) && XMLCharacters.isQualifiedName($0) }.map { name in
            guard record.schema.index(of: name) == nil else { return (name, record[name]?.canonicalText ?? "") }
            return (name, relay.additionalData[name].map(XMLCharacters.sanitised) ?? "")
        }
    }

    /// The bytes that are signed: the texts, joined by `;`.
    static func base(_ texts: [(name: String, text: String)]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(texts.reduce(texts.count) { $0 + $1.text.utf8.count })
        for (index, element) in texts.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ";")) }
            bytes.append(contentsOf: element.text.utf8)
        }
        return bytes
    }

    /// Whether a name contains `signature`.
    static func isSignature(_ name: String) -> Bool {
        let wanted = "signature".utf8
        var rest = name.utf8[...]
        while rest.count >= wanted.count {
            if rest.starts(with: wanted) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
