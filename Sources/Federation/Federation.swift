public import SocialModel

// The way in, in order:
//
//   bytes ─ PrivatePayload.open     ─▶ the envelope's bytes            only of what came for one person
//   bytes ─ MagicEnvelope(parsing:) ─▶ sender, payload, signature    the key of `sender` is looked up by the caller
//         ─ verify(with:)           ─▶ the payload is the sender's
//         ─ EntityParser.parse      ─▶ ReceivedEntity                parents and roots are looked up by the caller
//         ─ ReceiveRules            ─▶ may be applied
//
// The way out: AuthorSignature.sign, EntityWriter.xml, MagicEnvelope.seal, and for one person PrivatePayload.seal.
//
// People: WebFingerDocument and HCard are read of what their pod answers, DiscoveredPerson of both.

extension MagicEnvelope {
    /// Verifies the signature, and only then reads the entity.
    ///
    /// `now` is what an entity without `created_at` gets. Throws what
    /// ``verify(with:)`` and ``EntityParser/parse(_:now:limits:)`` throw.
    public func open(
        with key: PublicKey,
        now: Timestamp,
        limits: FederationLimits = .standard
    ) throws(FederationError) -> ReceivedEntity {
        try verify(with: key)
        return try EntityParser.parse(payload, now: now, limits: limits)
    }
}
