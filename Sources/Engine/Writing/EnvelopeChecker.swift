import Isolation
import Ledger
import SocialModel

/// Reads and verifies envelopes on whatever thread asks, with the public keys of the ledger.
///
/// Keys are kept parsed, a bounded number of them. What it finds out is only a head start: the writer compares the
/// key that was used with the one it has, and verifies again where they differ.
final class EnvelopeChecker: Sendable {
    private let reader: LedgerReader
    private let capacity: Int
    private let known = Locked<[DiasporaID: ReadyKey]>([:])

    init(_ reader: LedgerReader, capacity: Int) {
        self.reader = reader
        self.capacity = capacity
    }

    func check(_ bytes: [UInt8], receivedAt: Timestamp) throws(Refusal) -> IncomingEnvelope {
        var asked: [DiasporaID] = []
        do throws(Refusal) {
            return try IncomingEnvelope(bytes, receivedAt: receivedAt) { id in
                asked.append(id)
                return key(of: id)
            }
        } catch {
            // The pod may have replaced the key since it was kept.
            guard error.reason == "invalid_signature", asked.contains(where: forgetIfReplaced) else { throw error }
            return try IncomingEnvelope(bytes, receivedAt: receivedAt) { key(of: $0) }
        }
    }

    /// Whether the ledger has another key than the one that is kept, which is then kept no longer.
    private func forgetIfReplaced(_ id: DiasporaID) -> Bool {
        guard case .ready(_, let pem)? = known.withLock({ $0[id] }), let state = try? reader.key(of: id),
            state != .given(pem: pem)
        else { return false }
        known.withLock { $0[id] = nil }
        return true
    }

    private func key(of id: DiasporaID) -> ReadyKey {
        if let key = known.withLock({ $0[id] }) { return key }
        guard let state = try? reader.key(of: id) else { return .neverGiven }
        let key = ReadyKey(state)
        // A key that may come at any moment is not worth keeping.
        guard case .ready = key else { return key }
        known.withLock { known in
            if known.count >= capacity, let victim = known.keys.first { known[victim] = nil }
            known[id] = key
        }
        return key
    }
}
