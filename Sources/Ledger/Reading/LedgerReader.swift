import GRDB
public import SocialModel

/// A connection that reads what cards, requests and followers need of the ledger.
///
/// Calls are synchronous and take microseconds: an owner that must not wait for others has a reader of its own.
public final class LedgerReader: Sendable {
    let queue: DatabaseQueue

    init(_ queue: DatabaseQueue) { self.queue = queue }

    /// Runs `body` with the connection, turning SQLite's faults into ours.
    func read<Result>(_ body: (Database) throws -> Result) throws(LedgerError) -> Result {
        do { return try queue.unsafeRead(body) } catch { throw .storage(detail: "\(error)") }
    }

    // MARK: - Numbers of names

    /// The number of a person the pod told of.
    public func person(_ id: DiasporaID) throws(LedgerError) -> PersonNumber? {
        try read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT number, flags FROM people WHERE id = ?"),
                arguments: [id]
            )
            guard let row, StoredPersonFlags(rawValue: row[1]).contains(.known) else { return nil }
            return PersonNumber(row[0])
        }
    }

    /// The number of a tag, by its normalised name.
    public func tag(_ name: String) throws(LedgerError) -> TagNumber? {
        try read { db in
            try UInt32.fetchOne(
                db.cachedStatement(sql: "SELECT number FROM tags WHERE name = ?"),
                arguments: [name]
            ).map { TagNumber($0) }
        }
    }

    /// The number of a post.
    public func post(_ guid: GUID) throws(LedgerError) -> PostNumber? {
        try read { db in
            try UInt32.fetchOne(
                db.cachedStatement(sql: "SELECT number FROM post_bodies WHERE guid = ?"),
                arguments: [guid]
            ).map { PostNumber($0) }
        }
    }

    /// What is known of a person's public key.
    public func key(of id: DiasporaID) throws(LedgerError) -> PublicKeyState {
        try read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT key_state, key FROM people WHERE id = ?"),
                arguments: [id]
            )
            return PublicKeyState(row)
        }
    }

    /// What the pod said of itself.
    public func pod() throws(LedgerError) -> PodPut? {
        try read { db in
            let values = try PodRow.keys.map {
                try String.fetchOne(db.cachedStatement(sql: "SELECT value FROM meta WHERE key = ?"), arguments: [$0])
            }
            guard let url = values[0], let small = values[1], let medium = values[2], let large = values[3] else {
                return nil
            }
            let avatar = Avatar(small: small, medium: medium, large: large)
            return values[4].map { PodPut(url: url, defaultAvatar: avatar, blankTitle: $0) }
                ?? PodPut(url: url, defaultAvatar: avatar)
        }
    }

    /// How many there are of each thing, for `engine.status`.
    public func totals() throws(LedgerError) -> [(name: String, count: Int)] {
        try read { db in
            try ["people", "users", "posts", "comments", "likes", "photos", "parked", "tombstones", "changes"].map {
                ($0, try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") ?? 0)
            }
        }
    }
}
