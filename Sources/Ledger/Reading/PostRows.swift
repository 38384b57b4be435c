import GRDB
public import SocialModel

/// What views know of many posts, without an array a post: a start reads millions.
public struct PostRows: Sendable {
    /// What every post has, by number.
    public private(set) var posts: [Post] = []
    /// The tags of the posts.
    public private(set) var tags: [Entry] = []
    /// Whom the posts mention.
    public private(set) var mentions: [Entry] = []
    /// Who may see the posts although they are limited.
    public private(set) var recipients: [Entry] = []
    /// The aspects that their local authors chose for them.
    public private(set) var aspects: [Entry] = []

    /// What never changes of a post, and its counters; its lists stand beside.
    public struct Post: Sendable {
        /// Where it stands in every stream.
        public var key: OrderKey
        /// Of its second, 0…999.
        public var millisecond: UInt16
        /// What it is.
        public var flags: PostFlags
        /// Who wrote it.
        public var author: PersonNumber
        /// What a reshare passes on, while that exists.
        public var root: PostNumber?
        /// Its counters.
        public var counts: PostCounts
        /// When somebody last interacted with it, in seconds since 1970.
        public var interacted: UInt32
    }

    /// One place in a post's list.
    public struct Entry: Sendable {
        /// The post.
        public var post: PostNumber
        /// The number of a tag, a person, a user or an aspect.
        public var number: UInt32
    }

    mutating func append(_ row: ScanRow, moved: [UInt32: PersonNumber]) {
        let post = Post(row)
        posts.append(post)
        row.eachNumber(PostFacts.tagColumn) { tags.append(Entry(post: post.key.post, number: $0)) }
        row.eachNumber(PostFacts.mentionColumn) {
            mentions.append(Entry(post: post.key.post, number: moved[$0]?.value ?? $0))
        }
        row.eachNumber(PostFacts.recipientColumn) { recipients.append(Entry(post: post.key.post, number: $0)) }
        row.eachNumber(PostFacts.aspectColumn) { aspects.append(Entry(post: post.key.post, number: $0)) }
    }
}

extension LedgerReader {
    /// What views know of the posts in a range of numbers, by number.
    public func posts(_ numbers: ClosedRange<UInt32>) throws(LedgerError) -> PostRows {
        let sql = """
            SELECT \(PostFacts.columns) FROM posts
              WHERE number BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound) ORDER BY number
            """
        return try read { db in
            let moved = try Self.movedPeople(db)
            var rows = PostRows()
            try ScanStatement(db, sql).each { rows.append($0, moved: moved) }
            return rows
        }
    }
}

extension PostFacts {
    /// The columns of `posts` that views read.
    static let columns = """
        number, second, millisecond, author, flags, root, comments, likes, reshares, interacted,
          tags, mentions, recipients, aspects
        """
    static let tagColumn: Int32 = 10
    static let mentionColumn: Int32 = 11
    static let recipientColumn: Int32 = 12
    static let aspectColumn: Int32 = 13

    /// A row with these columns.
    ///
    /// Mentions stay as they were written, in the name of who has moved since.
    init(_ row: ScanRow, moved: [UInt32: PersonNumber]) {
        let post = PostRows.Post(row)
        self.init(
            key: post.key,
            millisecond: post.millisecond,
            author: post.author,
            flags: post.flags,
            root: post.root,
            tags: row.numbers(Self.tagColumn).map { TagNumber($0) },
            mentions: row.numbers(Self.mentionColumn).map { moved[$0] ?? PersonNumber($0) },
            recipients: row.numbers(Self.recipientColumn).map { UserNumber($0) },
            aspects: row.numbers(Self.aspectColumn).map { AspectNumber($0) },
            counts: post.counts,
            interacted: post.interacted
        )
    }
}

extension PostRows.Post {
    /// A row with the columns that views read.
    fileprivate init(_ row: ScanRow) {
        let root = row.number(5)
        self.init(
            key: OrderKey(second: row.number(1), post: PostNumber(row.number(0))),
            millisecond: UInt16(truncatingIfNeeded: row[2]),
            flags: PostFlags(rawValue: UInt16(truncatingIfNeeded: row[4])),
            author: PersonNumber(row.number(3)),
            // Posts are numbered from 1 on; NULL is read as 0.
            root: root == 0 ? nil : PostNumber(root),
            counts: PostCounts(comments: row.number(6), likes: row.number(7), reshares: row.number(8)),
            interacted: row.number(9)
        )
    }
}
