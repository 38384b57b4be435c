/// The numbers of the ranking formula, all of them.
///
///     score = affinity + engagement + conversation + recency + diversity, each times its weight
///
///     affinity     = ln(1 + Σ act · 2^(-age of the act / 30 days))       what the viewer did with the author's posts
///     engagement   = ln((1 + e) / (1 + usual e of the author)), 0 … 2    e = likes + 2 comments + 3 reshares
///     conversation = ln(1 + people in the viewer's aspects who commented)
///     recency      = -log2(1 + age of the post / 8 hours)
///     diversity    = -0.5 · posts of the same author that stand above, at most 6
///
/// Nothing else goes in: no hidden state, nothing about other viewers, nothing random. Equal scores stand newest first.
public enum RankingConstants {
    /// In which time an act of the viewer's counts half, in seconds.
    static let actHalfLife = 30 * 86_400.0
    /// What a like of the viewer's counts.
    static let like = 1.0
    /// What having commented on a post counts.
    static let comment = 2.0
    /// What a reshare counts.
    static let reshare = 3.0
    /// What counts when the viewer mentions somebody in a post.
    static let mention = 2.0
    /// Acts of each kind that are looked at, those on the newest posts.
    static let acts = 1_000
    /// Posts that mention an author in which mentions by the viewer are looked for, the newest.
    static let mentions = 64

    /// What a comment, and what a reshare counts beside a like.
    static let engagementOfComment = 2.0, engagementOfReshare = 3.0
    /// Posts of an author that tell what is usual, the newest.
    static let usualPosts = 20
    /// The most that engagement gives; less than usual gives nothing, as a new post has had no time yet.
    static let mostEngagement = 2.0

    /// In which time a post loses its first point, in seconds.
    static let recencyUnit = 8 * 3_600.0

    /// What each post of the same author that stands above costs.
    static let sameAuthor = 0.5
    /// Posts of the same author beyond which it costs no more.
    static let sameAuthorPosts = 6

    /// The newest posts of a stream that are ranked, unless asked otherwise.
    public static let window = 500
    /// How many may be asked for.
    public static let windows = 15...2_000
}

/// How much each part of a score counts for a user.
public struct RankingWeights: Sendable, Hashable {
    /// What the viewer did with the author's posts.
    public var affinity = 1.0
    /// How much more than usual others did.
    public var engagement = 0.7
    /// People whom the viewer follows have commented.
    public var conversation = 0.8
    /// The newer the better.
    public var recency = 1.0
    /// Not always the same author.
    public var diversity = 1.0

    /// What a weight may be.
    public static let range = 0.0...10.0

    /// Those that hold unless the user has others.
    public init() {}
}

/// What a post's score is made of, weighted.
public struct RankingTerms: Sendable, Hashable {
    /// See ``RankingWeights/affinity``.
    public var affinity: Double
    /// See ``RankingWeights/engagement``.
    public var engagement: Double
    /// See ``RankingWeights/conversation``.
    public var conversation: Double
    /// See ``RankingWeights/recency``.
    public var recency: Double
    /// See ``RankingWeights/diversity``.
    public var diversity = 0.0

    /// Their sum.
    public var score: Double { affinity + engagement + conversation + recency + diversity }
}
