public import SocialModel

/// How large a world is.
public struct WorldShape: Sendable, Hashable {
    /// What the sizes are known as: `demo`.
    public var name: String
    /// People with an account here; they are the first people of the world.
    public var localUsers: Int
    /// People of other pods.
    public var remotePeople: Int
    /// Other pods.
    public var pods: Int
    /// Posts, reshares included.
    public var posts: Int
    /// Comments to be expected; how many there are differs a little by the seed.
    public var comments: Int
    /// Likes to be expected, those of comments included.
    public var likes: Int
    /// Different tags in use.
    public var tags: Int
    /// The time from the first to the last post, in days.
    public var days: Int
    /// When the last post arrives, 2026-06-01T00:00:00Z unless said otherwise; some retractions come later.
    public var end = Timestamp(seconds: 1_780_272_000)
    /// How much of all that is posted here is by local users.
    public var localPostShare: Double
    /// Half of all local users have more contacts than this.
    public var medianContacts: Double
    /// How people behave.
    public var habits = Habits()

    /// All people.
    public var people: Int { localUsers + remotePeople }

    /// Ten people and a week, for tests that look at everything.
    public static let tiny = WorldShape(
        name: "tiny",
        localUsers: 4,
        remotePeople: 6,
        pods: 3,
        posts: 60,
        comments: 60,
        likes: 80,
        tags: 20,
        days: 7,
        localPostShare: 0.4,
        medianContacts: 4
    )

    /// Sixty people and two weeks: signed and ingested in seconds, at most 2,000 envelopes.
    public static let demo = WorldShape(
        name: "demo",
        localUsers: 12,
        remotePeople: 48,
        pods: 7,
        posts: 480,
        comments: 560,
        likes: 800,
        tags: 120,
        days: 14,
        localPostShare: 0.25,
        medianContacts: 12
    )

    /// A small pod's quarter of a year.
    public static let small = WorldShape(
        name: "small",
        localUsers: 100,
        remotePeople: 900,
        pods: 40,
        posts: 10_000,
        comments: 8_000,
        likes: 13_000,
        tags: 1_500,
        days: 90,
        localPostShare: 0.15,
        medianContacts: 30
    )

    /// A middling pod's year.
    public static let medium = WorldShape(
        name: "medium",
        localUsers: 1_000,
        remotePeople: 10_000,
        pods: 150,
        posts: 250_000,
        comments: 200_000,
        likes: 330_000,
        tags: 12_000,
        days: 365,
        localPostShare: 0.1,
        medianContacts: 60
    )

    /// The largest pods: the 3.8 million posts on which diaspora*'s home stream took 2.8 seconds (diaspora-behaviour §18).
    public static let large = WorldShape(
        name: "large",
        localUsers: 10_000,
        remotePeople: 100_000,
        pods: 400,
        posts: 3_800_000,
        comments: 3_000_000,
        likes: 5_000_000,
        tags: 50_000,
        days: 1_826,
        localPostShare: 0.08,
        medianContacts: 100
    )

    /// Every preset, the smallest first.
    public static let presets = [tiny, demo, small, medium, large]
}

extension WorldShape {
    /// Refuses what no world can have.
    func validate() throws(CorpusError) {
        func check(_ field: String, _ value: Int, _ range: ClosedRange<Int>) throws(CorpusError) {
            guard range.contains(value) else { throw .outOfRange(field: field, value: value, allowed: range) }
        }
        try check("localUsers", localUsers, 1...1_000_000)
        try check("remotePeople", remotePeople, 1...10_000_000)
        try check("pods", pods, 1...60_000)
        try check("posts", posts, 1...100_000_000)
        try check("comments", comments, 0...100_000_000)
        try check("likes", likes, 0...100_000_000)
        try check("tags", tags, 1...TagNames.limit)
        try check("days", days, 1...20_000)
        try check("end", Int(end.orderSecond), (days + 1) * 86_400...Int(UInt32.max) - 864_000)
    }
}
