import Federation
import GRDB
import SocialModel

extension Applier {
    /// Performs a call, which rolls back as a whole if it throws.
    func perform(_ call: WriteCall) throws -> WriteReceipt {
        switch call {
        case .apply(let changes, let skipRefused, let token, let telling):
            try perform(changes, skipRefused: skipRefused, backfill: token, telling)
        case .beginSync(let scopes):
            WriteReceipt(seq: 0, syncToken: try beginSync(scopes))
        case .endSync(let token, let progress):
            WriteReceipt(seq: 0, syncProgress: try endSync(token, progress))
        case .receive(let envelope): try perform(envelope)
        case .discover(let person): try perform(person)
        case .outbox(let write): try performing { try perform(write) }
        case .photoFiles(let write): try performing { try perform(write) }
        case .link(let write): try performing { try perform(write) }
        }
    }

    private func perform(
        _ changes: [Change],
        skipRefused: Bool,
        backfill token: String?,
        _ telling: UInt64?
    ) throws -> WriteReceipt {
        if let telling { try follow(telling) }
        if let token { _ = try requireSync(token) }
        guard changes.count <= limits.changesPerCall else {
            throw LedgerError.full(what: "changes of a call", limit: limits.changesPerCall)
        }
        var receipt = WriteReceipt(seq: 0)
        for (index, change) in changes.enumerated() {
            do {
                _ = try inSavepoint { try token == nil ? apply(change, from: .pod) : fill(change) }
                try settle()
            } catch let unmet as Unmet {
                try park(token == nil ? .change(change) : .backfill(change), need: unmet.need)
                receipt.parked.append(WriteReceipt.Parked(index: index, need: unmet.need))
            } catch var refusal as Refusal {
                refusal.index = index
                guard skipRefused else { throw refusal }
                receipt.refused.append(refusal)
            }
        }
        return receipt
    }

    /// Takes the number of a telling: what was overtaken by a later one would undo what that said.
    private func follow(_ telling: UInt64) throws {
        guard telling >= numbers.telling else {
            throw LedgerError.overtaken(telling: telling, newest: numbers.telling)
        }
        numbers.telling = telling
    }

    private func perform(_ envelope: IncomingEnvelope) throws -> WriteReceipt {
        var receipt = WriteReceipt(seq: 0)
        do {
            let changed = try inSavepoint { try receive(envelope) }
            receipt.status = changed && !wasKnown ? .accepted : .duplicate
            try settle()
        } catch let unmet as Unmet {
            try park(
                .envelope(envelope.bytes, recipient: envelope.recipient),
                need: unmet.need,
                host: String(envelope.envelope.sender.host)
            )
            receipt.status = .parked
            receipt.parked = [WriteReceipt.Parked(index: 0, need: unmet.need)]
        }
        return receipt
    }

    private func perform(_ person: DiscoveredPerson) throws -> WriteReceipt {
        var receipt = WriteReceipt(seq: 0)
        receipt.status = try inSavepoint { try discover(person) } ? .accepted : .duplicate
        try settle()
        return receipt
    }

    /// What stands in no log has a receipt without news.
    private func performing(_ write: () throws -> Void) throws -> WriteReceipt {
        try write()
        return WriteReceipt(seq: 0)
    }

    /// Runs `body`; if it throws, neither the database nor this applier has seen anything of it.
    func inSavepoint<Result>(_ body: () throws -> Result) throws -> Result {
        let before = (numbers, deltas.count, arrivals.count, parked)
        let waiting = (needs.count, resumed.count)
        var result: Result?
        do {
            try db.inSavepoint {
                result = try body()
                return .commit
            }
        } catch {
            numbers = before.0
            parked = before.3
            deltas.removeLast(deltas.count - before.1)
            arrivals.removeLast(arrivals.count - before.2)
            needs.removeLast(needs.count - waiting.0)
            resumed.removeLast(resumed.count - waiting.1)
            throw error
        }
        guard let result else { throw LedgerError.storage(detail: "a savepoint ended without a result") }
        return result
    }
}
