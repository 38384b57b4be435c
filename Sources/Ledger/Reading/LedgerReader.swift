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

    /// The same in a transaction, where several statements have to see one state whatever is committed between them.
    func readOneState<Result>(_ body: (Database) throws -> Result) throws(LedgerError) -> Result {
        do { return try queue.read(body) } catch { throw .storage(detail: "\(error)") }
    }

    // MARK: - Numbers of names

    /// The number of a person the pod told of; of one who has moved, the new one.
    public func person(_ id: DiasporaID) throws(LedgerError) -> PersonNumber? {
        try read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT ifnull(moved_to, number), flags FROM people WHERE id = ?"),
                arguments: [id]
            )
            guard let row, StoredPersonFlags(rawValue: row[1]).contains(.known) else { return nil }
            return PersonNumber(row[0])
        }
    }

    /// All numbers that a person has had: who moved to this account is that person too.
    ///
    /// None of a stranger.
    public func numbers(of id: DiasporaID) throws(LedgerError) -> [PersonNumber] {
        guard let person = try person(id) else { return [] }
        return [person] + (try formerNumbers(of: person))
    }

    /// The numbers of those who moved to this person's account.
    public func formerNumbers(of person: PersonNumber) throws(LedgerError) -> [PersonNumber] {
        try read { db in
            try UInt32.fetchAll(
                db.cachedStatement(sql: "SELECT number FROM people WHERE moved_to = ? ORDER BY number"),
                arguments: [person.value]
            ).map { PersonNumber($0) }
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

    /// The names of tags, in no order.
    public func names(of tags: [TagNumber]) throws(LedgerError) -> [String] {
        try read { db in
            let statement = try db.cachedStatement(sql: "SELECT name FROM tags WHERE number = ?")
            return try tags.compactMap { try String.fetchOne(statement, arguments: [$0.value]) }
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

    /// The private key of a user, as the pod gave it.
    ///
    /// - Throws: ``LedgerError/refused(_:)`` with `recipient_unknown` for who has no account here, with
    ///   `private_key_missing` for one whose key the pod keeps to itself.
    public func privateKey(of id: DiasporaID) throws(LedgerError) -> String {
        let row = try read { db in
            try Row.fetchOne(
                db.cachedStatement(
                    sql: "SELECT private_key FROM users JOIN people ON people.number = person WHERE id = ?"
                ),
                arguments: [id]
            )
        }
        guard let row else { throw .refused(.recipientUnknown(id)) }
        guard let pem = row[0] as String? else {
            throw .refused(Refusal("private_key_missing", "The pod gave no private key of \(id) to decrypt with."))
        }
        return pem
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
            var pod = PodPut(url: url, defaultAvatar: avatar, photosURL: values[5])
            if let title = values[4] { pod.blankTitle = title }
            return pod
        }
    }

    /// How many there are of each thing, for `engine.status`.
    public func totals() throws(LedgerError) -> [(name: String, count: Int)] {
        try read { db in
            try [
                "people", "users", "posts", "comments", "likes", "votes", "photos", "participations", "conversations",
                "messages", "parked", "tombstones", "changes",
            ].map {
                ($0, try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") ?? 0)
            }
        }
    }
}
