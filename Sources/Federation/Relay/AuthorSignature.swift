public import SocialModel

/// Signs relayables by local authors (protocol §9.1 and §13).
public enum AuthorSignature {
    /// The entity with its author's signature over the elements that it will be written with.
    ///
    /// For authors who are not the root's author themselves. An entity that is
    /// not relayed is given back unchanged. A signature that is there already,
    /// with its order, is replaced.
    public static func sign(_ entity: Entity, key: PrivateKey) throws(FederationError) -> Entity {
        let record = entity.record
        return record.schema.isRelayable ? entity.with(relay: try sign(record, key: key)) : entity
    }

    /// What a relayable with these values is signed with.
    static func sign(_ record: Record, key: PrivateKey) throws(FederationError) -> RelayData {
        let order = zip(record.schema.properties, record.values)
            .filter { $0.1 != nil || !$0.0.isOptional }.map(\.0.name)
        var relay = RelayData(authorSignature: nil, order: order)
        relay.authorSignature = Base64.encode(
            try key.sign(SignedElements.base(SignedElements.texts(of: record, relay)))
        )
        return relay
    }

    /// What the author of a stored relayable signed; nil for one without relay data.
    public static func proof(of entity: Entity) -> AuthorProof? {
        entity.relay.map { relay in
            AuthorProof(
                base: SignedElements.base(SignedElements.texts(of: entity.record, relay)),
                signature: relay.authorSignature.map { Base64.decode($0.utf8) }
            )
        }
    }
}
