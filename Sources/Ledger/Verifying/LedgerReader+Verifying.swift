import GRDB
public import SocialModel

/// Some of the ledger's rows, and the sequence number at which they were read.
public struct LedgerSlice<Rows: Sendable>: Sendable {
    /// The sequence number.
    public var seq: UInt64
    /// The rows.
    public var rows: Rows
}

extension LedgerReader {
    /// What views know of the posts above a number, by number, at most `limit`.
    public func postFacts(after post: PostNumber, limit: Int) throws(LedgerError) -> LedgerSlice<[PostFacts]> {
        try slice { db in try Self.postFacts(db, "number > \(post.value) ORDER BY number LIMIT \(limit)") }
    }

    /// What views know of some posts, as far as they are there.
    public func postFacts(of posts: [PostNumber]) throws(LedgerError) -> LedgerSlice<[PostFacts]> {
        let numbers = posts.map { String($0.value) }.joined(separator: ",")
        return try slice { db in try Self.postFacts(db, "number IN (\(numbers))") }
    }

    private static func postFacts(_ db: Database, _ condition: String) throws -> [PostFacts] {
        let moved = try movedPeople(db)
        var facts: [PostFacts] = []
        try ScanStatement(db, "SELECT \(PostFacts.columns) FROM posts WHERE \(condition)").each { row in
            facts.append(PostFacts(row, moved: moved))
        }
        return facts
    }

    /// What views know of the people above a number, by number, at most `limit`.
    public func people(
        after person: PersonNumber,
        limit: Int
    ) throws(LedgerError) -> LedgerSlice<[(PersonNumber, PersonFlags)]> {
        try slice { db in
            var people: [(PersonNumber, PersonFlags)] = []
            let sql = "SELECT number, flags FROM people WHERE number > \(person.value) ORDER BY number LIMIT \(limit)"
            try ScanStatement(db, sql).each { row in
                people.append((PersonNumber(row.number(0)), StoredPersonFlags(rawValue: row.number(1)).forViews))
            }
            return people
        }
    }

    /// What views know of the first user above a number; nil if there is none.
    public func userFacts(after user: UserNumber) throws(LedgerError) -> LedgerSlice<UserFacts?> {
        try slice { db in
            var facts: UserFacts?
            try ScanStatement(
                db,
                """
                SELECT users.number, id, person, spotlight FROM users JOIN people ON people.number = person
                  WHERE users.number > \(user.value) ORDER BY users.number LIMIT 1
                """
            ).each { row in
                guard let id = DiasporaID(row.text(1)) else { return }
                facts = UserFacts(
                    number: UserNumber(row.number(0)),
                    id: id,
                    person: PersonNumber(row.number(2)),
                    seesSpotlight: row[3] != 0
                )
            }
            guard var user = facts else { return nil }
            try Self.addRelations(to: &user, db)
            user.acts = try Self.acts(of: user.person, db)
            return user
        }
    }

    private static func addRelations(to user: inout UserFacts, _ db: Database) throws {
        let number = user.number.value
        func each(_ sql: String, _ body: (ScanRow) -> Void) throws {
            try ScanStatement(db, "\(sql) WHERE user = \(number)").each(body)
        }
        try each("SELECT number, aspect FROM aspects") { user.aspects[$0.text(1)] = AspectNumber($0.number(0)) }
        try each("SELECT person, aspects FROM contacts") { row in
            for aspect in row.numbers(1) { user.members[AspectNumber(aspect), default: []].insert(row.number(0)) }
        }
        try each("SELECT person FROM blocks") { user.blocked.insert($0.number(0)) }
        try each("SELECT post FROM hides") { user.hidden.insert($0.number(0)) }
        try each("SELECT tag FROM tag_followings") { user.tags.insert(TagNumber($0.number(0))) }
        try each("SELECT post FROM hidden_visibilities") { user.hiddenReceived.insert($0.number(0)) }
    }

    private func slice<Rows: Sendable>(_ body: (Database) throws -> Rows) throws(LedgerError) -> LedgerSlice<Rows> {
        do {
            return try queue.read { db in LedgerSlice(seq: try Numbers(db).seq, rows: try body(db)) }
        } catch { throw .storage(detail: "\(error)") }
    }

    // MARK: - The ledger itself

    /// What SQLite finds wrong with the file; empty if nothing is.
    public func faultsOfFile(limit: Int) throws(LedgerError) -> [String] {
        try read { db in
            try String.fetchAll(db, sql: "PRAGMA quick_check(\(limit))").filter { $0 != "ok" }
        }
    }

    /// Posts above a number, of the next `count` numbers, whose counters are not those of the rows that they count.
    public func miscounted(after post: PostNumber, count: UInt32) throws(LedgerError) -> [PostNumber] {
        try read { db in
            try UInt32.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT number FROM posts WHERE number > ?1 AND number <= ?2 AND (
                          comments <> (SELECT count(*) FROM comments WHERE comments.post = posts.number)
                          OR likes <> (SELECT count(*) FROM likes
                            WHERE target_kind = 0 AND target = posts.number AND positive)
                          OR reshares <> (SELECT count(*) FROM posts AS other WHERE other.root = posts.number))
                        """
                ),
                arguments: [post.value, Int64(post.value) + Int64(count)]
            ).map { PostNumber($0) }
        }
    }
}
