import GRDB
import SocialModel

/// The post that something hangs on, as far as sending depends on it.
struct OutboundRoot {
    let post: UInt32
    let author: UInt32
    let isPublic: Bool
    let isReshare: Bool
    let aspects: [UInt32]
    let rootAuthor: UInt32?

    private static let columns = """
        posts.number, posts.author, posts.flags, posts.aspects,
          (SELECT above.author FROM posts AS above WHERE above.number = posts.root) AS root_author
        """

    init?(_ row: Row?) {
        guard let row else { return nil }
        post = row["number"]
        author = row["author"]
        let flags = PostFlags(rawValue: row["flags"])
        isPublic = flags.contains(.isPublic)
        isReshare = flags.contains(.reshare)
        aspects = row.numbers("aspects")
        rootAuthor = row["root_author"]
    }

    /// A post.
    static func post(_ guid: GUID, _ db: Database) throws -> OutboundRoot? {
        try find("JOIN post_bodies USING (number) WHERE post_bodies.guid = ?", guid, db)
    }

    /// The post at the root of a comment.
    static func comment(_ guid: GUID, _ db: Database) throws -> OutboundRoot? {
        try find("JOIN comments ON comments.post = posts.number WHERE comments.guid = ?", guid, db)
    }

    /// The post with a poll.
    static func poll(_ guid: GUID, _ db: Database) throws -> OutboundRoot? {
        try find("JOIN polls ON polls.post = posts.number WHERE polls.guid = ?", guid, db)
    }

    /// The post at the root of a like.
    static func like(_ guid: GUID, _ db: Database) throws -> OutboundRoot? {
        try find(
            """
            JOIN likes ON posts.number = iif(target_kind = 0, target,
              (SELECT post FROM comments WHERE comments.number = target)) WHERE likes.guid = ?
            """,
            guid,
            db
        )
    }

    /// The post with the poll of a vote.
    static func vote(_ guid: GUID, _ db: Database) throws -> OutboundRoot? {
        try find(
            "JOIN polls ON polls.post = posts.number JOIN votes ON votes.poll = polls.number WHERE votes.guid = ?",
            guid,
            db
        )
    }

    private static func find(_ rest: String, _ guid: GUID, _ db: Database) throws -> OutboundRoot? {
        OutboundRoot(
            try Row.fetchOne(db.cachedStatement(sql: "SELECT \(columns) FROM posts \(rest)"), arguments: [guid])
        )
    }
}
