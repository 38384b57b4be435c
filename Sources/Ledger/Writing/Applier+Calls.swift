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
        for start in stride(from: 0, to: changes.count, by: Self.changesPerSavepoint) {
            let part = start..<min(start + Self.changesPerSavepoint, changes.count)
            func performPart(eachInSavepoint: Bool) throws {
                for index in part {
                    try perform(
                        changes[index],
                        at: index,
                        skipRefused: skipRefused,
                        isBackfill: token != nil,
                        inSavepoint: eachInSavepoint,
                        &receipt
                    )
                }
            }
            let before = receipt
            do { try inSavepoint { try performPart(eachInSavepoint: false) } } catch is HalfWritten {
                receipt = before
                try performPart(eachInSavepoint: true)
            }
        }
        return receipt
    }

    /// How many changes of a call share a savepoint: most changes that cannot take effect are found out before anything
    /// of them is written, and one that is not makes its neighbours be applied again, each in a savepoint of its own.
    private static let changesPerSavepoint = 100

    private func perform(
        _ change: Change,
        at index: Int,
        skipRefused: Bool,
        isBackfill: Bool,
        inSavepoint isInSavepoint: Bool,
        _ receipt: inout WriteReceipt
    ) throws {
        do {
            let effect = { try isBackfill ? self.fill(change) : self.apply(change, from: .pod) }
            _ = try isInSavepoint ? inSavepoint(effect) : orNothingWritten(effect)
            try settle()
        } catch let unmet as Unmet {
            try park(isBackfill ? .backfill(change) : .change(change), need: unmet.need)
            receipt.parked.append(WriteReceipt.Parked(index: index, need: unmet.need))
        } catch var refusal as Refusal {
            refusal.index = index
            guard skipRefused else { throw refusal }
            receipt.refused.append(refusal)
        }
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
        let before = Place(self)
        try run("SAVEPOINT step")
        do {
            let result = try body()
            try run("RELEASE step")
            return result
        } catch {
            do {
                try run("ROLLBACK TO step")
                try run("RELEASE step")
            } catch let fault {
                // SQLite has rolled back everything by itself when it could not go on, and the first error says why.
                throw error is DatabaseError ? error : fault
            }
            go(back: before)
            throw error
        }
    }

    /// Runs `body` without a savepoint: if it throws when it has written already, all that shares one is to be undone.
    private func orNothingWritten<Result>(_ body: () throws -> Result) throws -> Result {
        let before = (Place(self), db.totalChangesCount)
        do { return try body() } catch {
            guard error is Unmet || error is Refusal else { throw error }
            guard db.totalChangesCount == before.1 else { throw HalfWritten() }
            go(back: before.0)
            throw error
        }
    }

    private func go(back place: Place) {
        numbers = place.numbers
        parked = place.parked
        deltas.removeLast(deltas.count - place.deltas)
        arrivals.removeLast(arrivals.count - place.arrivals)
        needs.removeLast(needs.count - place.needs)
        resumed.removeLast(resumed.count - place.resumed)
        recounts.removeLast(recounts.count - place.recounts)
    }
}

/// A change could not take effect after something of it was written.
private struct HalfWritten: Error {}

/// Where an applier stands.
private struct Place {
    let numbers: Numbers
    let parked: ParkedTotals
    let deltas: Int
    let arrivals: Int
    let needs: Int
    let resumed: Int
    let recounts: Int

    init(_ applier: Applier) {
        numbers = applier.numbers
        parked = applier.parked
        deltas = applier.deltas.count
        arrivals = applier.arrivals.count
        needs = applier.needs.count
        resumed = applier.resumed.count
        recounts = applier.recounts.count
    }
}
