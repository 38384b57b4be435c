import Foundation
import GRDB
public import SocialModel

/// What all users did to posts, packed: a large pod's are millions.
public struct OwnActRows: Sendable {
    /// A like or a reshare.
    public struct Act: Sendable {
        /// Whose.
        public var user: UserNumber
        /// Of which post.
        public var post: PostNumber
        /// Its identifier.
        public var guid: CompactGUID
        /// When.
        public var time: Timestamp
    }

    /// A user and a post.
    public struct Pair: Sendable {
        /// Who.
        public var user: UserNumber
        /// Which.
        public var post: PostNumber
    }

    /// Likes of posts.
    public var likes: [Act] = []
    /// Reshares, by the post that they pass on.
    public var reshares: [Act] = []
    /// Who commented on what.
    public var commented: [Pair] = []
    /// Who is subscribed to what.
    public var participating: [Pair] = []
    /// What is rarer: votes, and likes of comments.
    public var others: [(Pair, OwnAct)] = []
}

extension LedgerReader {
    /// What all users did to posts, so that their items show it.
    ///
    /// Most rows are of people elsewhere: they are told apart here, as a join would look up each.
    public func ownActs() throws(LedgerError) -> OwnActRows {
        do {
            return try queue.read { db in
                var scan = try OwnActScan(db: db)
                try scan.likes()
                try scan.reshares()
                try scan.pairs()
                try scan.others()
                return scan.rows
            }
        } catch { throw .storage(detail: "\(error)") }
    }
}

private struct OwnActScan {
    let db: Database
    var rows = OwnActRows()
    /// The account of each person, by number; 0 for none.
    private var accounts: [UInt32] = []

    init(db: Database) throws {
        self.db = db
        let last = try UInt32.fetchOne(db, sql: "SELECT max(person) FROM users") ?? 0
        var accounts = [UInt32](repeating: 0, count: Int(last) + 1)
        try ScanStatement(db, "SELECT person, number FROM users").each { accounts[Int($0.number(0))] = $0.number(1) }
        self.accounts = accounts
    }

    private func user(_ person: UInt32) -> UserNumber? {
        guard Int(person) < accounts.count, accounts[Int(person)] != 0 else { return nil }
        return UserNumber(accounts[Int(person)])
    }

    private func each(_ sql: String, _ body: (ScanRow) -> Void) throws { try ScanStatement(db, sql).each(body) }

    mutating func likes() throws {
        var likes: [OwnActRows.Act] = []
        try each("SELECT author, target, guid, created_at FROM likes WHERE target_kind = 0 AND positive") { row in
            if let act = act(row) { likes.append(act) }
        }
        rows.likes = likes
    }

    mutating func reshares() throws {
        var reshares: [OwnActRows.Act] = []
        try each(
            """
            SELECT author, root, guid, created_at FROM posts JOIN post_bodies USING (number)
              WHERE root IS NOT NULL AND author IN (SELECT person FROM users)
            """
        ) { row in if let act = act(row) { reshares.append(act) } }
        rows.reshares = reshares
    }

    private func act(_ row: ScanRow) -> OwnActRows.Act? {
        guard let user = user(row.number(0)), let guid = row.compactGUID(2) else { return nil }
        return OwnActRows.Act(
            user: user,
            post: PostNumber(row.number(1)),
            guid: guid,
            time: Timestamp(microseconds: row[3])
        )
    }

    mutating func pairs() throws {
        var commented: [OwnActRows.Pair] = []
        var participating: [OwnActRows.Pair] = []
        try each("SELECT author, post FROM comments ORDER BY author, post") { row in
            if let pair = pair(row) { commented.append(pair) }
        }
        try each("SELECT person, post FROM participations") { row in
            if let pair = pair(row) { participating.append(pair) }
        }
        (rows.commented, rows.participating) = (commented, participating)
    }

    private func pair(_ row: ScanRow) -> OwnActRows.Pair? {
        user(row.number(0)).map { OwnActRows.Pair(user: $0, post: PostNumber(row.number(1))) }
    }

    mutating func others() throws {
        var others: [(OwnActRows.Pair, OwnAct)] = []
        try each(
            """
            SELECT likes.author, comments.post, likes.guid, likes.created_at, comments.guid FROM likes
              JOIN comments ON comments.number = target WHERE target_kind = 1 AND positive
            """
        ) { row in
            guard let pair = pair(row), let guid = row.guid(2), let comment = row.guid(4) else { return }
            let act = ViewerOverlay.Act(guid: guid, createdAt: Timestamp(microseconds: row[3]))
            others.append((pair, .commentLike(comment, act)))
        }
        try each(
            """
            SELECT votes.author, polls.post, poll_answers.guid FROM votes JOIN polls ON polls.number = votes.poll
              JOIN poll_answers ON poll_answers.poll = votes.poll AND poll_answers.position = votes.position
            """
        ) { row in
            guard let pair = pair(row), let answer = row.guid(2) else { return }
            others.append((pair, .voted(answer)))
        }
        rows.others = others
    }
}
