import GRDB
public import SocialModel

/// An account, and how it does.
public struct ServiceOverview: Sendable {
    /// The account.
    public var service: StoredService
    /// How many posts wait for it.
    public var waiting: Int
    /// How many are there.
    public var posted: Int
    /// The last that were given up, the newest first.
    public var failures: [OutboxEntry]
    /// The copy of the post that was asked for.
    public var copy: OutboxEntry?
}

extension LedgerReader {
    /// A user's accounts by their names, and of each the copy of a post.
    public func services(of user: DiasporaID, post: GUID?, failures: Int) throws(LedgerError) -> [ServiceOverview] {
        try read { db in
            let services = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT \(StoredService.columns) FROM services WHERE NOT removed AND user =
                          (SELECT users.number FROM users JOIN people ON people.number = person WHERE id = ?)
                          ORDER BY service
                        """
                ),
                arguments: [user]
            ).compactMap { StoredService($0) }
            return try services.map { service in
                func count(_ states: String) throws -> Int {
                    let sql = "SELECT count(*) FROM outbox WHERE service = ? AND state IN (\(states))"
                    return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [service.number]) ?? 0
                }
                let failed = try Row.fetchAll(
                    db.cachedStatement(
                        sql: """
                            SELECT \(OutboxEntry.columns) FROM outbox WHERE service = ? AND state = 3
                              ORDER BY changed_at DESC, number DESC LIMIT ?
                            """
                    ),
                    arguments: [service.number, failures]
                )
                return ServiceOverview(
                    service: service,
                    waiting: try count("0, 1"),
                    posted: try count("2"),
                    failures: failed.compactMap { OutboxEntry($0) },
                    copy: try post.flatMap { try Self.copy(db, $0, service.number) }
                )
            }
        }
    }

    private static func copy(_ db: Database, _ post: GUID, _ service: Int64) throws -> OutboxEntry? {
        let sql = "SELECT \(OutboxEntry.columns) FROM outbox WHERE post = ? AND service = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [post, service]).flatMap { OutboxEntry($0) }
    }

    /// An account by its user and name.
    public func service(_ name: String, of user: DiasporaID) throws(LedgerError) -> StoredService? {
        try read { db in
            try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT \(StoredService.columns) FROM services WHERE NOT removed AND service = ? AND user =
                          (SELECT users.number FROM users JOIN people ON people.number = person WHERE id = ?)
                        """
                ),
                arguments: [name, user]
            ).flatMap { StoredService($0) }
        }
    }

    /// An account by its number, also one that is only kept to delete copies.
    public func service(_ number: Int64) throws(LedgerError) -> StoredService? {
        try read { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT \(StoredService.columns) FROM services WHERE number = ?"),
                arguments: [number]
            ).flatMap { StoredService($0) }
        }
    }

    /// What is up by a time, the first of each account that is not busy, at most `limit` of them.
    public func dueCopies(by time: Timestamp, limit: Int, busy: Set<Int64>) throws(LedgerError) -> [OutboxEntry] {
        try read { db in
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT \(OutboxEntry.columns), min(outbox.number) FROM outbox JOIN services
                          ON services.number = outbox.service WHERE outbox.state IN (0, 1, 4) AND due_at <= ?
                          AND disabled IS NULL GROUP BY outbox.service ORDER BY outbox.number
                        """
                ),
                arguments: [time]
            )
            var entries: [OutboxEntry] = []
            while entries.count < limit, let row = try rows.next() {
                if let entry = OutboxEntry(row), !busy.contains(entry.service) { entries.append(entry) }
            }
            return entries
        }
    }

    /// When something is up next, of accounts that are not busy.
    public func nextCopy(busy: Set<Int64>) throws(LedgerError) -> Timestamp? {
        try read { db in
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT outbox.service, min(due_at) FROM outbox JOIN services ON services.number = outbox.service
                          WHERE outbox.state IN (0, 1, 4) AND disabled IS NULL GROUP BY outbox.service
                        """
                ),
                arguments: []
            )
            var next: Timestamp?
            while let row = try rows.next() {
                guard !busy.contains(row[0]), let time = row[1] as Timestamp? else { continue }
                next = min(next ?? time, time)
            }
            return next
        }
    }

    /// The copies that an account is known to have on its network, the newest first.
    public func remoteIDs(of service: Int64, limit: Int) throws(LedgerError) -> [String] {
        try read { db in
            try String.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT remote_id FROM outbox WHERE service = ? AND remote_id IS NOT NULL ORDER BY number DESC LIMIT ?
                        """
                ),
                arguments: [service, limit]
            )
        }
    }

    /// How many copies are in which state.
    public func outboxCounts() throws(LedgerError) -> [OutboxState: Int] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT state, count(*) FROM outbox GROUP BY state")
            return Dictionary(
                rows.compactMap { row in OutboxState(rawValue: row[0]).map { ($0, row[1] as Int) } }
            ) { $0 + $1 }
        }
    }
}

extension LedgerReader {
    /// Whether a post is a person's own and no reshare.
    public func isStatusMessage(_ post: GUID, by person: DiasporaID) throws(LedgerError) -> Bool {
        guard let author = try self.person(person) else { return false }
        return try read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT author, flags FROM posts WHERE number = (SELECT number FROM post_bodies WHERE guid = ?)
                        """
                ),
                arguments: [post]
            )
            guard let row else { return false }
            return row[0] as UInt32 == author.value && !PostFlags(rawValue: row[1]).contains(.reshare)
        }
    }
}
