public import SocialModel

/// Writes entities byte for byte as diaspora*'s own library does (protocol §5).
public enum EntityWriter {
    /// The XML of an entity, as an envelope's payload: no declaration, no newline at the end.
    ///
    /// A relayable with relay data is written in the order received, with the
    /// elements unknown here and the author's signature at the end (§9.4); one
    /// without, as by the root's author, who signs nothing.
    public static func xml(_ entity: Entity) -> String {
        String(decoding: bytes(entity), as: UTF8.self)
    }

    /// The same as UTF-8, ready for ``MagicEnvelope/seal(payload:sender:key:)``.
    public static func bytes(_ entity: Entity) -> [UInt8] { bytes(entity.record, relay: entity.relay) }

    static func bytes(_ record: Record, relay: RelayData?) -> [UInt8] {
        var writer = XMLWriter()
        writer.element(record.schema.name) { writer in
            if let relay {
                write(record, relay, &writer)
            } else {
                write(record, &writer)
            }
        }
        var bytes = writer.bytes
        bytes.removeLast()
        return bytes
    }

    private static func write(_ record: Record, _ writer: inout XMLWriter) {
        for (property, value) in zip(record.schema.properties, record.values) {
            switch value {
            case .record(let nested): writer.element(property.name) { write(nested, &$0) }
            case .list(let items):
                for item in items { writer.element(property.name) { write(item, &$0) } }
            case .some(let value): writer.element(property.name, value.canonicalText)
            // What is optional is left out, what is not becomes an empty element.
            case nil where !property.isOptional: writer.element(property.name, "")
            case nil: break
            }
        }
    }

    private static func write(_ record: Record, _ relay: RelayData, _ writer: inout XMLWriter) {
        for (name, text) in SignedElements.texts(of: record, relay) { writer.element(name, text) }
        if let signature = relay.authorSignature { writer.element(SignedElements.signatureName, signature) }
    }
}
