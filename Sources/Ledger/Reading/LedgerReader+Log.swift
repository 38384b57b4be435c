import Foundation
import GRDB
public import SocialModel

/// A post as a follower that indexes texts needs it.
public struct PostText: Sendable {
    /// Where it stands in time.
    public var key: OrderKey
    /// Who wrote it.
    public var author: PersonNumber
    /// What it is.
    public var flags: PostFlags
    /// Markdown; empty for a post of photos only.
    public var text: String
    /// Whom it mentions.
    public var mentions: [PersonNumber]
}

/// What the log says of posts since some sequence number.
public struct LoggedPosts: Sendable {
    /// Posts that came, as they are now, and posts that went.
    public var entries: [Entry]
    /// The sequence number up to which this tells all.
    public var seq: UInt64

    /// A post that came or went.
    public enum Entry: Sendable {
        /// It came.
        case put(PostText)
        /// It is gone.
        case removed(OrderKey)
    }
}

extension LedgerReader {
    /// The ledger's sequence number.
    public func seq() throws(LedgerError) -> UInt64 { try read { try Numbers($0).seq } }

    /// What happened to posts after `since`, in order, from at most `limit` changes.
    ///
    /// - Returns: nil if the log does not go back that far, or not that far yet: the follower has to start anew.
    public func posts(since: UInt64, limit: Int) throws(LedgerError) -> LoggedPosts? {
        try readOneState { db in
            let head = try Numbers(db).seq
            let horizon = try Int64.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'log.horizon'") ?? 0
            guard since <= head, since >= UInt64(clamping: horizon) else { return nil }
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT seq, removed, type, post, sort_key FROM changes WHERE seq > ? ORDER BY seq LIMIT ?"
                ),
                arguments: [Int64(clamping: since), limit]
            )
            var logged = LoggedPosts(entries: [], seq: rows.count < limit ? head : since)
            for row in rows {
                if rows.count == limit { logged.seq = UInt64(clamping: row[0] as Int64) }
                guard let post = row[3] as UInt32?, let key = row[4] as Int64? else { continue }
                if row[1] {
                    logged.entries.append(.removed(OrderKey(UInt64(bitPattern: key))))
                } else if let text = try Self.text(db, PostNumber(post)) {
                    logged.entries.append(.put(text))
                }
            }
            return logged
        }
    }

    /// The highest number that a post had when the ledger was at `seq`: whatever is above came later.
    ///
    /// Of posts that were retracted since it may know nothing. nil if the log does not go back that far.
    public func lastPost(at seq: UInt64) throws(LedgerError) -> PostNumber? {
        try readOneState { db in
            let horizon = try Int64.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'log.horizon'") ?? 0
            guard seq >= UInt64(clamping: horizon) else { return nil }
            let last = try UInt32.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT max((SELECT ifnull(max(post), 0) FROM changes WHERE seq <= ?),
                          (SELECT value FROM meta WHERE key = 'log.horizon_post'))
                        """
                ),
                arguments: [Int64(clamping: seq)]
            )
            return PostNumber(last ?? 0)
        }
    }

    /// All posts with texts of their own above a number, by number, at most `limit`: for a follower that starts anew.
    public func texts(after post: PostNumber, limit: Int) throws(LedgerError) -> [PostText] {
        try read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(sql: Self.textSQL + "number > ? ORDER BY number LIMIT ?"),
                arguments: [post.value, limit]
            )
            return rows.map { PostText($0) }
        }
    }

    /// The keys of the posts that have texts of their own and are newer than one of them, the newest first.
    public func textKeys(after key: OrderKey) throws(LedgerError) -> [OrderKey] {
        try read { db in
            var keys: [OrderKey] = []
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT second, number FROM posts WHERE second >= ? AND flags & \(PostFlags.reshare.rawValue) = 0",
                arguments: [key.second]
            )
            while let row = try rows.next() {
                let found = OrderKey(second: row[0], post: PostNumber(row[1]))
                if found > key { keys.append(found) }
            }
            keys.sort(by: >)
            return keys
        }
    }

    /// Posts with their texts, in the order given; without those that are gone.
    public func texts(of posts: some Sequence<PostNumber>) throws(LedgerError) -> [PostText] {
        try read { db in
            let numbers = posts.map(\.value)
            // One statement for all: building the search index spends much of its time on beginning and ending them.
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: Self.textSQL + "number IN (SELECT value FROM json_each(?))"),
                arguments: ["[\(numbers.map(String.init).joined(separator: ","))]"]
            )
            var found: [UInt32: PostText] = [:]
            while let row = try rows.next() {
                let text = PostText(row)
                found[text.key.post.value] = text
            }
            return numbers.compactMap { found[$0] }
        }
    }

    /// How many posts have texts of their own.
    public func textCount() throws(LedgerError) -> Int {
        try read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM posts WHERE flags & \(PostFlags.reshare.rawValue) = 0") ?? 0
        }
    }

    /// A post with its text; nil for a reshare's number too, whose text is its root's.
    public func text(of post: PostNumber) throws(LedgerError) -> PostText? { try read { try Self.text($0, post) } }

    /// The columns as ``PostText`` reads them.
    private static let textSQL = """
        SELECT number, second, author, flags, text, mentions FROM posts JOIN post_bodies USING (number)
          WHERE flags & \(PostFlags.reshare.rawValue) = 0 AND
        """ + " "

    private static func text(_ db: Database, _ post: PostNumber) throws -> PostText? {
        try Row.fetchOne(db.cachedStatement(sql: textSQL + "number = ?"), arguments: [post.value]).map { PostText($0) }
    }
}

extension PostText {
    fileprivate init(_ row: Row) {
        self.init(
            key: OrderKey(second: row[1], post: PostNumber(row[0])),
            author: PersonNumber(row[2]),
            flags: PostFlags(rawValue: row[3]),
            text: row[4] ?? "",
            mentions: row.numbers(5).map { PersonNumber($0) }
        )
    }
}
