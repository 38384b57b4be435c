import Foundation
import GRDB
public import SocialModel

/// The one writer of a ledger.
///
/// Not shared between threads: whoever holds it gives it groups of calls, and
/// each group is one transaction with a savepoint a call. A refused call rolls
/// back its savepoint; a failed COMMIT fails every call of the group.
public final class LedgerWriter {
    private let queue: DatabaseQueue
    private let limits: LedgerLimits
    private var numbers: Numbers
    private var parked: ParkedTotals
    private var sync: ActiveSync?
    private var lastPruned = Timestamp(microseconds: .min)

    init(_ queue: DatabaseQueue, limits: LedgerLimits) throws {
        self.queue = queue
        self.limits = limits
        (numbers, parked, sync) = try queue.read { (try Numbers($0), try ParkedTotals($0), try ActiveSync($0)) }
    }

    /// The sequence number of the last committed change.
    public var seq: UInt64 { numbers.seq }

    /// Commits a group of calls, each with the time it was received.
    public func commit(_ calls: [(call: WriteCall, receivedAt: Timestamp)]) throws(LedgerError) -> LedgerCommit {
        let before = (numbers, parked, sync)
        do {
            var commit = LedgerCommit()
            try queue.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    commit = try apply(calls, db)
                    // What is alone in its transaction needs no savepoint to be undone.
                    return calls.count == 1 && commit.refusedAll ? .rollback : .commit
                }
            }
            return commit
        } catch {
            (numbers, parked, sync) = before
            throw .storage(detail: "\(error)")
        }
    }

    private func apply(_ calls: [(call: WriteCall, receivedAt: Timestamp)], _ db: Database) throws -> LedgerCommit {
        let before = numbers
        var commit = LedgerCommit()
        for (call, receivedAt) in calls {
            let applier = Applier(
                db,
                numbers: numbers,
                parked: parked,
                sync: sync,
                receivedAt: receivedAt,
                limits: limits
            )
            // Also of a call that is refused: whoever removes files asks whether somebody refers to them.
            defer { commit.droppedFiles += applier.droppedFiles }
            do {
                let perform = {
                    let receipt = try applier.perform(call)
                    try applier.recount()
                    return receipt
                }
                var receipt = try calls.count == 1 ? perform() : applier.inSavepoint(perform)
                (numbers, parked, sync) = (applier.numbers, applier.parked, applier.sync)
                receipt.seq = numbers.seq
                (receipt.needs, receipt.resumed) = (applier.needs, applier.resumed)
                commit.results.append(.success(receipt))
                commit.deltas += applier.deltas
                commit.erases = commit.erases || applier.erases
                commit.touchesLinks = commit.touchesLinks || applier.touchesLinks
                commit.touchesPhotos = commit.touchesPhotos || applier.touchesPhotos
                commit.touchesOutbox = commit.touchesOutbox || applier.touchesOutbox
            } catch let refusal as Refusal {
                commit.results.append(.failure(.refused(refusal)))
            } catch let full as LedgerError {
                commit.results.append(.failure(full))
            }
        }
        if let now = calls.last?.receivedAt, !commit.refusedAll { try prune(db, now) }
        try numbers.save(db, since: before)
        commit.seq = numbers.seq
        return commit
    }

    /// Once an hour, forgets what waited or was logged for too long.
    private func prune(_ db: Database, _ now: Timestamp) throws {
        guard now.seconds >= lastPruned.seconds + 3_600 else { return }
        lastPruned = now
        let parkedSince = Timestamp(seconds: now.seconds - limits.parkedSeconds)
        let loggedSince = Timestamp(seconds: now.seconds - limits.logSeconds)
        try db.execute(sql: "DELETE FROM parked WHERE received_at < ?", arguments: [parkedSince])
        if db.changesCount > 0 { parked = try ParkedTotals(db) }
        let horizon = try Int64.fetchOne(
            db,
            sql: "SELECT max(seq) FROM changes WHERE received_at < ?",
            arguments: [loggedSince]
        )
        guard let horizon else { return }
        try db.execute(
            sql: """
                UPDATE meta SET value = max(value, ifnull((SELECT max(post) FROM changes WHERE seq <= ?), 0))
                  WHERE key = 'log.horizon_post'
                """,
            arguments: [horizon]
        )
        try db.execute(sql: "DELETE FROM changes WHERE seq <= ?", arguments: [horizon])
        try db.execute(sql: "INSERT OR REPLACE INTO meta (key, value) VALUES ('log.horizon', ?)", arguments: [horizon])
    }

    /// Moves the write-ahead log into the database and empties it, as before a clean stop.
    public func checkpoint() throws(LedgerError) {
        do {
            try queue.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        } catch { throw .storage(detail: "\(error)") }
    }
}

/// A group of calls that is on disk.
public struct LedgerCommit: Sendable {
    /// What became of each call, in their order.
    public var results: [Result<WriteReceipt, LedgerError>] = []
    /// What it means for the views.
    public var deltas: [Delta] = []
    /// Whether there may be something to do for other networks.
    public var touchesOutbox = false
    /// Whether photos' files are to be made.
    public var touchesPhotos = false
    /// Whether previews are to be fetched.
    public var touchesLinks = false
    /// Files that a photo refers to no longer; others may.
    public var droppedFiles: [String] = []
    /// Whether something was retracted, so that the write-ahead log is to be emptied soon.
    public var erases = false
    /// The ledger's sequence number now.
    public var seq: UInt64 = 0

    /// Whether none of the calls took effect.
    fileprivate var refusedAll: Bool {
        results.allSatisfy { result in if case .failure = result { true } else { false } }
    }
}
