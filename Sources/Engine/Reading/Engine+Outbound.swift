public import Ledger
public import SocialModel

extension Engine {
    /// Builds and signs what goes to other pods, on a thread of its own.
    public func seal(
        _ outbound: OutboundEntity,
        sender: DiasporaID?,
        recipients: [DiasporaID]
    ) async throws(EngineError) -> SealedEntity {
        try await slowReader.read { (reader) throws(LedgerError) in
            try reader.seal(outbound, sender: sender, recipients: recipients)
        }
    }

    /// To whom something has to go.
    public func deliveries(of outbound: OutboundEntity) async throws(EngineError) -> Deliveries {
        try await slowReader.read { (reader) throws(LedgerError) in try reader.deliveries(of: outbound) }
    }
}
