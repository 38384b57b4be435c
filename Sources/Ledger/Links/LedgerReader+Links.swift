import GRDB
public import SocialModel

extension LedgerReader {
    /// Addresses whose previews are up by a time, at most `limit`.
    public func links(upBy time: Timestamp, limit: Int) throws(LedgerError) -> UpcomingErrands<LinkErrand> {
        try read { db in
            let due: [LinkErrand] = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT url, attempts FROM links WHERE state = 0 AND due_at <= ? ORDER BY due_at LIMIT ?"
                ),
                arguments: [time, limit]
            ).map { LinkErrand(url: $0[0], attempts: $0[1]) }
            let next = try Timestamp.fetchOne(
                db.cachedStatement(sql: "SELECT min(due_at) FROM links WHERE state = 0 AND due_at > ?"),
                arguments: [time]
            )
            return UpcomingErrands(due: due, next: next)
        }
    }

    /// How many addresses are in which state.
    public func linkCounts() throws(LedgerError) -> [LinkState: Int] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT state, count(*) FROM links GROUP BY state")
            return Dictionary(
                rows.compactMap { row in LinkState(rawValue: row[0]).map { ($0, row[1] as Int) } }
            ) { $0 + $1 }
        }
    }
}
