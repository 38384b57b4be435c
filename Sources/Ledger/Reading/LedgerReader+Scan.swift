import Foundation
import GRDB
import SocialModel

extension LedgerReader {
    /// Tells the whole state at one sequence number, in the words of later changes, but for what users did to posts.
    ///
    /// The order is such that nothing is referred to before it was told. `progress` hears from time to time how many
    /// posts of how many were told.
    public func scan(
        progress: (_ done: Int, _ of: Int) -> Void = { _, _ in },
        _ tell: (Delta) -> Void
    ) throws(LedgerError) -> UInt64 {
        do {
            // One read transaction: what is committed meanwhile is not seen.
            return try queue.read { db in
                try withoutActuallyEscaping(tell) { tell in
                    let scan = Scan(db: db, tell: tell)
                    try scan.people()
                    try scan.users()
                    try scan.posts(progress)
                    try scan.relations()
                }
                return try Numbers(db).seq
            }
        } catch { throw .storage(detail: "\(error)") }
    }
}

extension LedgerReader {
    /// The highest number that a post has had.
    public func highestPost() throws(LedgerError) -> UInt32 { try read { try Numbers($0).post } }
}

private struct Scan {
    let db: Database
    let tell: (Delta) -> Void

    private func each(_ sql: String, _ body: (ScanRow) -> Void) throws { try ScanStatement(db, sql).each(body) }

    func people() throws {
        try each("SELECT number, flags FROM people ORDER BY number") { row in
            tell(.person(PersonNumber(row.number(0)), StoredPersonFlags(rawValue: row.number(1)).forViews))
        }
    }

    func users() throws {
        try each("SELECT users.number, id, person, spotlight FROM users JOIN people ON people.number = person") { row in
            guard let id = DiasporaID(row.text(1)) else { return }
            tell(
                .user(
                    UserNumber(row.number(0)),
                    id: id,
                    person: PersonNumber(row.number(2)),
                    spotlight: row[3] != 0
                )
            )
        }
        try each("SELECT number, user, aspect FROM aspects") { row in
            tell(.aspect(AspectNumber(row.number(0)), user: UserNumber(row.number(1)), name: row.text(2)))
        }
    }

    func posts(_ progress: (Int, Int) -> Void) throws {
        let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM posts") ?? 0
        let moved = try LedgerReader.movedPeople(db)
        var done = 0
        try each("SELECT \(PostFacts.columns) FROM posts ORDER BY number") { row in
            tell(.post(PostFacts(row, moved: moved)))
            done += 1
            if done & 0xFFFF == 0 { progress(done, total) }
        }
        progress(total, total)
    }

    func relations() throws {
        try each("SELECT user, person, aspects FROM contacts") { row in
            let aspects = row.numbers(2).map { AspectNumber($0) }
            tell(.contact(user: UserNumber(row.number(0)), person: PersonNumber(row.number(1)), aspects: aspects))
        }
        try each("SELECT user, person FROM blocks") { row in
            tell(.block(user: UserNumber(row.number(0)), person: PersonNumber(row.number(1)), set: true))
        }
        try each("SELECT user, post FROM hides") { row in
            tell(.hide(user: UserNumber(row.number(0)), post: PostNumber(row.number(1)), set: true))
        }
        try each("SELECT user, tag FROM tag_followings") { row in
            tell(.tagFollowing(user: UserNumber(row.number(0)), tag: TagNumber(row.number(1)), set: true))
        }
        try each("SELECT user, post FROM hidden_visibilities") { row in
            tell(.hiddenVisibility(user: UserNumber(row.number(0)), post: PostNumber(row.number(1)), set: true))
        }
    }
}

extension LedgerReader {
    /// Who has moved, and to whom.
    static func movedPeople(_ db: Database) throws -> [UInt32: PersonNumber] {
        var moved: [UInt32: PersonNumber] = [:]
        try ScanStatement(db, "SELECT number, moved_to FROM people WHERE moved_to IS NOT NULL").each { row in
            moved[row.number(0)] = PersonNumber(row.number(1))
        }
        return moved
    }
}

extension PostFacts {
    /// The columns of `posts` that views read.
    static let columns = """
        number, second, millisecond, author, flags, root, tags, mentions, recipients, aspects, comments, likes, reshares,
          interacted
        """

    /// A row with these columns.
    ///
    /// Mentions stay as they were written, in the name of who has moved since.
    init(_ row: ScanRow, moved: [UInt32: PersonNumber]) {
        self.init(row)
        if !moved.isEmpty { mentions = mentions.map { moved[$0.value] ?? $0 } }
    }

    private init(_ row: ScanRow) {
        self.init(
            key: OrderKey(second: row.number(1), post: PostNumber(row.number(0))),
            millisecond: UInt16(truncatingIfNeeded: row[2]),
            author: PersonNumber(row.number(3)),
            flags: PostFlags(rawValue: UInt16(truncatingIfNeeded: row[4])),
            root: row.isNull(5) ? nil : PostNumber(row.number(5)),
            tags: row.numbers(6).map { TagNumber($0) },
            mentions: row.numbers(7).map { PersonNumber($0) },
            recipients: row.numbers(8).map { UserNumber($0) },
            aspects: row.numbers(9).map { AspectNumber($0) },
            counts: PostCounts(comments: row.number(10), likes: row.number(11), reshares: row.number(12)),
            interacted: row.number(13)
        )
    }
}
