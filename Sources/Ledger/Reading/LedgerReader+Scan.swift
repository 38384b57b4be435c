import Foundation
import GRDB
import SocialModel

extension LedgerReader {
    /// Tells the whole state at one sequence number, in the words of later changes.
    ///
    /// The order is such that nothing is referred to before it was told. `progress` hears from time to time how many
    /// posts of how many were told.
    public func scan(
        progress: (_ done: Int, _ of: Int) -> Void = { _, _ in },
        _ tell: @escaping (Delta) -> Void
    ) throws(LedgerError) -> UInt64 {
        do {
            // One read transaction: what is committed meanwhile is not seen.
            return try queue.read { db in
                let scan = Scan(db: db, tell: tell)
                try scan.people()
                try scan.users()
                try scan.posts(progress)
                try scan.relations()
                try scan.ownActs()
                return try Numbers(db).seq
            }
        } catch { throw .storage(detail: "\(error)") }
    }
}

private struct Scan {
    let db: Database
    let tell: (Delta) -> Void

    private func each(_ sql: String, _ body: (Row) -> Void) throws {
        let rows = try Row.fetchCursor(db, sql: sql)
        while let row = try rows.next() { body(row) }
    }

    func people() throws {
        try each("SELECT number, flags FROM people ORDER BY number") { row in
            tell(.person(PersonNumber(row[0]), StoredPersonFlags(rawValue: row[1]).forViews))
        }
    }

    func users() throws {
        try each("SELECT users.number, id, person, spotlight FROM users JOIN people ON people.number = person") { row in
            guard let id = row[1] as DiasporaID? else { return }
            tell(.user(UserNumber(row[0]), id: id, person: PersonNumber(row[2]), spotlight: row[3]))
        }
        try each("SELECT number, user, aspect FROM aspects") { row in
            tell(.aspect(AspectNumber(row[0]), user: UserNumber(row[1]), name: row[2]))
        }
    }

    func posts(_ progress: (Int, Int) -> Void) throws {
        let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM posts") ?? 0
        var done = 0
        try each(
            """
            SELECT number, second, millisecond, author, flags, root, tags, mentions, recipients, aspects, comments, likes,
              reshares, interacted FROM posts ORDER BY number
            """
        ) { row in
            tell(.post(PostFacts(row)))
            done += 1
            if done & 0xFFFF == 0 { progress(done, total) }
        }
        progress(total, total)
    }

    func relations() throws {
        try each("SELECT user, person, aspects FROM contacts") { row in
            let aspects = row.numbers("aspects").map { AspectNumber($0) }
            tell(.contact(user: UserNumber(row[0]), person: PersonNumber(row[1]), aspects: aspects))
        }
        try each("SELECT user, person FROM blocks") { row in
            tell(.block(user: UserNumber(row[0]), person: PersonNumber(row[1]), set: true))
        }
        try each("SELECT user, post FROM hides") { row in
            tell(.hide(user: UserNumber(row[0]), post: PostNumber(row[1]), set: true))
        }
        try each("SELECT user, tag FROM tag_followings") { row in
            tell(.tagFollowing(user: UserNumber(row[0]), tag: TagNumber(row[1]), set: true))
        }
    }

    /// What users did to posts, so that their items show it.
    func ownActs() throws {
        try each(
            "SELECT users.number, target, guid, created_at FROM likes JOIN users ON person = author WHERE target_kind = 0 AND positive"
        ) { row in
            guard let guid = row[2] as GUID? else { return }
            let act = ViewerOverlay.Act(guid: guid, createdAt: row[3])
            tell(.own(user: UserNumber(row[0]), post: PostNumber(row[1]), .like(act)))
        }
        try each(
            """
            SELECT users.number, comments.post, likes.guid, likes.created_at, comments.guid FROM likes
              JOIN users ON person = likes.author JOIN comments ON comments.number = target
              WHERE target_kind = 1 AND positive
            """
        ) { row in
            guard let guid = row[2] as GUID?, let comment = row[4] as GUID? else { return }
            let act = ViewerOverlay.Act(guid: guid, createdAt: row[3])
            tell(.own(user: UserNumber(row[0]), post: PostNumber(row[1]), .commentLike(comment, act)))
        }
        try each(
            """
            SELECT users.number, root, guid, created_at FROM posts JOIN users ON person = author
              JOIN post_bodies ON post_bodies.number = posts.number WHERE root IS NOT NULL
            """
        ) { row in
            guard let guid = row[2] as GUID? else { return }
            let act = ViewerOverlay.Act(guid: guid, createdAt: row[3])
            tell(.own(user: UserNumber(row[0]), post: PostNumber(row[1]), .reshare(act)))
        }
        try each(
            "SELECT users.number, post, count(*) FROM comments JOIN users ON person = author GROUP BY post, author"
        ) { row in
            tell(.own(user: UserNumber(row[0]), post: PostNumber(row[1]), .comments(row[2])))
        }
    }
}

extension PostFacts {
    /// A row of `posts` with its columns in the order of the scan.
    fileprivate init(_ row: Row) {
        self.init(
            key: OrderKey(second: row[1], post: PostNumber(row[0])),
            millisecond: row[2],
            author: PersonNumber(row[3]),
            flags: PostFlags(rawValue: row[4]),
            root: (row[5] as UInt32?).map { PostNumber($0) },
            tags: row.numbers("tags").map { TagNumber($0) },
            mentions: row.numbers("mentions").map { PersonNumber($0) },
            recipients: row.numbers("recipients").map { UserNumber($0) },
            aspects: row.numbers("aspects").map { AspectNumber($0) },
            counts: PostCounts(comments: row[10], likes: row[11], reshares: row[12]),
            interacted: row[13]
        )
    }
}
