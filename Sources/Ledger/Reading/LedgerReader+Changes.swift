import Foundation
import GRDB
public import SocialModel

/// An entry of the change log, as those read it who keep what it says.
public struct LoggedChange: Sendable {
    /// Its sequence number.
    public var seq: UInt64
    /// Whether something is gone; then there are no contents.
    public var isRemoval: Bool
    /// The entity's type, or what the change is about: `contact`.
    public var type: String
    /// Of an entity that has one.
    public var guid: GUID?
    /// Whose it is.
    public var author: DiasporaID?
    /// The change as `pod.apply` takes it, as JSON.
    public var contents: [UInt8]?
}

/// Entries of the change log, and where the log stands.
public struct LoggedChanges: Sendable {
    /// In order.
    public var changes: [LoggedChange]
    /// Where to go on.
    public var next: UInt64
    /// The last sequence number there is.
    public var head: UInt64
}

extension LedgerReader {
    /// What happened after `since`, in order: at most `limit` entries and about `bytes` bytes of them, at least one.
    ///
    /// - Returns: nil if the log does not go back that far.
    public func changes(since: UInt64, limit: Int, bytes: Int) throws(LedgerError) -> LoggedChanges? {
        try readOneState { db in
            let head = try Numbers(db).seq
            let horizon = try Int64.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'log.horizon'") ?? 0
            guard since >= UInt64(clamping: horizon) else { return nil }
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: "SELECT seq, removed, type, guid, author, data FROM changes WHERE seq > ? ORDER BY seq LIMIT ?"
                ),
                arguments: [Int64(clamping: since), limit]
            )
            var logged = LoggedChanges(changes: [], next: max(since, head), head: head)
            var size = 0
            while let row = try rows.next() {
                let contents = (row[5] as Data?).map { Array($0) }
                if size > 0, size + (contents?.count ?? 0) > bytes { break }
                size += contents?.count ?? 0
                logged.changes.append(
                    LoggedChange(
                        seq: UInt64(clamping: row[0] as Int64),
                        isRemoval: row[1],
                        type: row[2],
                        guid: row[3],
                        author: row[4],
                        contents: contents
                    )
                )
            }
            // A retraction has taken entries out: the numbers of the log have holes, and may end before the head.
            let last = logged.changes.last?.seq
            if let last,
                try Row.fetchOne(db, sql: "SELECT 1 FROM changes WHERE seq > ?", arguments: [Int64(clamping: last)])
                    != nil
            {
                logged.next = last
            }
            return logged
        }
    }

    /// What waits: how much, since when, and for what most of it.
    public func parked(needs limit: Int) throws(LedgerError) -> ParkedSummary {
        try read { db in
            let totals = try ParkedTotals(db)
            let oldest = try Timestamp.fetchOne(db, sql: "SELECT min(received_at) FROM parked")
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT need, count(*) FROM parked GROUP BY need ORDER BY 2 DESC, 1 LIMIT ?",
                arguments: [limit]
            )
            return ParkedSummary(
                count: totals.count,
                bytes: totals.bytes,
                oldest: oldest,
                needs: rows.map { ($0[0], $0[1]) }
            )
        }
    }
}

/// What waits for something.
public struct ParkedSummary: Sendable {
    /// Changes and envelopes.
    public var count: Int
    /// Their bytes.
    public var bytes: Int
    /// When the first of them was received.
    public var oldest: Timestamp?
    /// What most wait for, `person alice@pod.example`, and how many do.
    public var needs: [(need: String, waiting: Int)]
}
