import Foundation
import GRDB
public import SocialModel

/// Where the ledger still has something of what was retracted.
///
/// What waits for something is sealed in what it came in, and not told apart by GUIDs; it is forgotten after its time.
public struct LedgerTraces: Sendable, Hashable {
    /// Rows by table; tables without any are not in it.
    public var rows: [String: Int]

    /// Whether nothing but the tombstone is left.
    public var isEmpty: Bool { rows.isEmpty }
}

extension LedgerReader {
    /// What is left of something that was retracted, besides its tombstone.
    ///
    /// Throws ``LedgerError/refused(_:)`` for what is still there, or was never there.
    public func traces(of guid: GUID) throws(LedgerError) -> LedgerTraces {
        let (isBuried, rows) = try read { db in
            let tombstone = try Row.fetchOne(db, sql: "SELECT 1 FROM tombstones WHERE guid = ?", arguments: [guid])
            var rows: [String: Int] = [:]
            for place in Self.things + Self.others {
                let sql = "SELECT count(*) FROM \(place.table) WHERE \(place.condition)"
                let count = try Int.fetchOne(db, sql: sql, arguments: ["guid": guid]) ?? 0
                if count > 0 { rows[place.table, default: 0] += count }
            }
            return (tombstone != nil, rows)
        }
        if Self.things.contains(where: { rows[$0.table] != nil }) {
            throw .refused(Refusal("not_retracted", "\(guid) is still there: it has to be retracted first."))
        }
        if !isBuried { throw .refused(Refusal("not_retracted", "\(guid) was never retracted here.")) }
        return LedgerTraces(rows: rows)
    }

    /// Where things with GUIDs stand.
    private static let things = ["post_bodies", "photos", "comments", "likes", "polls", "votes", "conversations"]
        .map { (table: $0, condition: "guid = :guid") }

    /// Where else something of a GUID may stand.
    private static let others = [
        (table: "messages", condition: "guid = :guid"), (table: "relays", condition: "guid = :guid"),
        (table: "changes", condition: "guid = :guid AND NOT removed"), (table: "outbox", condition: "post = :guid"),
        (table: "photo_files", condition: "guid = :guid"),
    ]
}
