/// What an item shows to one viewer only.
public struct ViewerOverlay: Sendable, Hashable {
    /// A like or a reshare of the viewer's own.
    public struct Act: Sendable, Hashable {
        /// Its identifier.
        public var guid: GUID
        /// When.
        public var createdAt: Timestamp

        /// Says it in full.
        public init(guid: GUID, createdAt: Timestamp) {
            self.guid = guid
            self.createdAt = createdAt
        }
    }

    /// The viewer's like of the post.
    public var like: Act?
    /// The viewer's reshare of the post.
    public var reshare: Act?
    /// Whether the viewer takes part in the post.
    public var participates: Bool
    /// The viewer's likes of comments, by the comment.
    public var commentLikes: [GUID: Act]
    /// The poll answer that the viewer voted for.
    public var pollAnswer: GUID?

    /// Says it in full.
    public init(
        like: Act? = nil,
        reshare: Act? = nil,
        participates: Bool = false,
        commentLikes: [GUID: Act] = [:],
        pollAnswer: GUID? = nil
    ) {
        self.like = like
        self.reshare = reshare
        self.participates = participates
        self.commentLikes = commentLikes
        self.pollAnswer = pollAnswer
    }

    /// What a viewer sees who has done nothing, and what somebody sees who is not logged in.
    public static let none = ViewerOverlay()
}

/// How many interactions a post has that count.
public struct PostCounts: Sendable, Hashable {
    /// Comments.
    public var comments: UInt32
    /// Positive likes.
    public var likes: UInt32
    /// Direct reshares.
    public var reshares: UInt32

    /// Says it in full.
    public init(comments: UInt32 = 0, likes: UInt32 = 0, reshares: UInt32 = 0) {
        self.comments = comments
        self.likes = likes
        self.reshares = reshares
    }
}
