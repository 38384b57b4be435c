import Federation
public import SocialModel

extension KeyRing {
    /// What another pod sends: the entity in an envelope, signed by its sender (federation protocol §3).
    ///
    /// Comments and likes have their author's signature too, as the post may be somebody else's (§9.1).
    ///
    /// - Throws: ``CorpusError/federation(_:)`` where nothing can be signed.
    public func envelope(sender: DiasporaID, _ entity: Entity) throws(CorpusError) -> [UInt8] {
        do {
            let signed = try AuthorSignature.sign(entity, key: privateKey(of: entity.author))
            return try MagicEnvelope.seal(
                payload: EntityWriter.bytes(signed),
                sender: sender,
                key: privateKey(of: sender)
            )
        } catch { throw .federation(error) }
    }
}
