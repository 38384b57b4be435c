public import SocialModel

/// Reads the XML of entities (protocol §5 to §9).
public enum EntityParser {
    /// The entity in a payload, checked by all rules that need nothing but the payload.
    ///
    /// `now` is what an entity without `created_at` gets. Events and embeds of a
    /// post are checked and dropped. Throws what is wrong with the XML, with the
    /// entity's name, or with its properties.
    public static func parse(
        _ payload: [UInt8],
        now: Timestamp,
        limits: FederationLimits = .standard
    ) throws(FederationError) -> ReceivedEntity {
        let document = try XMLDocument(parsing: payload, limits: limits)
        let name = document.root.name
        guard isEntityName(name) else { throw .invalidEntityName(name) }
        guard let type = EntityType(rawValue: name) else { throw .unknownEntity(name) }
        let schema = EntitySchema.of(type)
        let record = try RecordReader(document: document, now: now, limits: limits).read(document.root, schema)
        // Each of them costs a discovery if unknown, and they are one text to the reader.
        if let people = record.string("participants"), Rule.people(in: people).count > limits.listItems {
            throw .tooManyItems(name: "participants", limit: limits.listItems)
        }
        let signed = schema.isRelayable ? SignedElements(of: record, in: document) : nil
        return ReceivedEntity(
            entity: try Entity(record, type, relay: signed?.relay),
            publicFlag: schema.index(of: "public").map { _ in record.boolean("public") ?? false },
            proof: signed?.proof
        )
    }

    /// Whether a name has the form of an entity's: `[a-z]*(_[a-z]*)*`.
    private static func isEntityName(_ name: String) -> Bool {
        name.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_") }
    }
}
