import Federation
import Isolation
import Ledger
import SocialModel

/// Decrypts, reads and verifies envelopes on whatever thread asks, with the keys of the ledger.
///
/// Keys are kept parsed, a bounded number of them. What it finds out is only a head start: the writer compares the
/// key that was used with the one it has, and verifies again where they differ.
final class EnvelopeChecker: Sendable {
    private let reader: LedgerReader
    private let known: Locked<Kept<ReadyKey>>
    private let own: Locked<Kept<PrivateKey>>

    init(_ reader: LedgerReader, capacity: Int) {
        self.reader = reader
        known = Locked(Kept(capacity: capacity))
        own = Locked(Kept(capacity: capacity))
    }

    func check(_ delivery: Delivery, receivedAt: Timestamp) throws(Refusal) -> IncomingEnvelope {
        switch delivery {
        case .everybody(let bytes): return try check(bytes, recipient: nil, receivedAt)
        case .opened(let recipient, let bytes): return try check(bytes, recipient: recipient, receivedAt)
        case .sealed(let recipient, let payload):
            let key = try privateKey(of: recipient)
            let envelope: [UInt8]
            do throws(FederationError) { envelope = try PrivatePayload.open(payload, with: key) } catch {
                throw Refusal(error)
            }
            return try check(envelope, recipient: recipient, receivedAt)
        }
    }

    private func check(
        _ bytes: [UInt8],
        recipient: DiasporaID?,
        _ receivedAt: Timestamp
    ) throws(Refusal) -> IncomingEnvelope {
        var asked: [DiasporaID] = []
        do throws(Refusal) {
            return try IncomingEnvelope(bytes, recipient: recipient, receivedAt: receivedAt) { id in
                asked.append(id)
                return key(of: id)
            }
        } catch {
            // The pod may have replaced the key since it was kept.
            guard error.reason == "invalid_signature", asked.contains(where: forgetIfReplaced) else { throw error }
            return try IncomingEnvelope(bytes, recipient: recipient, receivedAt: receivedAt) { key(of: $0) }
        }
    }

    /// Whether the ledger has another key than the one that is kept, which is then kept no longer.
    private func forgetIfReplaced(_ id: DiasporaID) -> Bool {
        guard case .ready(_, let pem)? = known.withLock({ $0[id.text] }), let state = try? reader.key(of: id),
            state != .given(pem: pem)
        else { return false }
        known.withLock { $0.remove(id.text) }
        return true
    }

    private func key(of id: DiasporaID) -> ReadyKey {
        if let key = known.withLock({ $0[id.text] }) { return key }
        guard let state = try? reader.key(of: id) else { return .neverGiven }
        let key = ReadyKey(state)
        // A key that may come at any moment is not worth keeping.
        guard case .ready = key else { return key }
        known.withLock { $0.put(id.text, key) }
        return key
    }

    /// A user's key; found by its text, so that one that the pod replaced is not used any more.
    private func privateKey(of id: DiasporaID) throws(Refusal) -> PrivateKey {
        let pem: String
        do throws(LedgerError) { pem = try reader.privateKey(of: id) } catch {
            if case .refused(let refusal) = error { throw refusal }
            throw Refusal("private_key_missing", "The private key of \(id) cannot be read: \(error).")
        }
        if let key = own.withLock({ $0[pem] }) { return key }
        do throws(FederationError) {
            let key = try PrivateKey(pem: pem)
            own.withLock { $0.put(pem, key) }
            return key
        } catch { throw Refusal("private_key_unusable", "The private key that the pod gave for \(id) cannot be used.") }
    }
}

/// Values by a text, a bounded number of them; when it is full any one makes room.
private struct Kept<Value: Sendable>: Sendable {
    let capacity: Int
    private var values: [String: Value] = [:]

    init(capacity: Int) { self.capacity = capacity }

    subscript(text: String) -> Value? { values[text] }

    mutating func put(_ text: String, _ value: Value) {
        if values.count >= capacity, let victim = values.keys.first { values[victim] = nil }
        values[text] = value
    }

    mutating func remove(_ text: String) { values[text] = nil }
}
