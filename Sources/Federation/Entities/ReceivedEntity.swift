public import SocialModel

/// An entity as it was read, with what the rules of receiving ask for.
public struct ReceivedEntity: Sendable, Hashable {
    /// The entity itself; a relayable has its `relay` filled.
    public let entity: Entity
    /// Whether it says to be public; nil for types that have no such property.
    public let publicFlag: Bool?
    /// What the author signed; nil for all but comments, likes and votes.
    public let proof: AuthorProof?
}

/// What an author signed of a relayable, and the signature (protocol §9.1).
public struct AuthorProof: Sendable, Hashable {
    /// The values of the signed elements, joined by `;`.
    public let base: [UInt8]
    /// The signature's bytes; nil if there is none.
    public let signature: [UInt8]?

    /// Whether there is a signature over the base by this key.
    public func isValid(key: PublicKey) -> Bool { signature.map { key.verifies($0, of: base) } ?? false }
}
