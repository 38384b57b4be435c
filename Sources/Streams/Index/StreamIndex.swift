public import Ledger
public import SocialModel

/// Every post as a few numbers, in columns and posting lists: all that decides what stands in which stream.
///
/// Plain and not `Sendable`: one actor owns it, and each call is synchronous.
/// Nothing is kept that the ledger could not tell again.
public final class StreamIndex {
    var posts = PostColumns()
    var time = ChunkedList()
    /// All posts by the second of the last interaction, in the form of order keys.
    var interactions = ChunkedList()
    var reshares = ReshareList()
    var byAuthor: [PostingList] = []
    var byTag: [PostingList] = []
    var byMention: [PostingList] = []
    var users: [UserState?] = [nil]
    /// Of how many users nobody has read yet what they did to posts.
    public internal(set) var usersWithoutActs = 0
    var usersByID: [DiasporaID: UserNumber] = [:]
    /// The account of a local person, by the person's number.
    var accounts: [UInt32: UserNumber] = [:]
    var people: [PersonFlags] = []
    var personVersions: [UInt32] = []
    var spotlight: Set<UInt32> = []
    /// Grows when every card has to be made again.
    public internal(set) var podVersion: UInt32 = 0
    /// Grows with the version of any person.
    public internal(set) var peopleVersion: UInt64 = 0
    /// People marked for the walk at hand; all clear between walks.
    var marks = Bitmap()

    /// Starts empty.
    public init() {}

    // MARK: - What others ask

    /// Posts that are there.
    public var postCount: Int { posts.alive }

    /// The account of a person, by diaspora* ID.
    public func user(_ id: DiasporaID) -> UserNumber? { usersByID[id] }

    /// The person of an account.
    public func person(of user: UserNumber) -> PersonNumber? { users[safe: user.value]?.person }

    /// What is known of a viewer; nil for nobody.
    func state(of user: UserNumber?) -> UserState? { user.flatMap { users[safe: $0.value] } }

    /// Who wrote a post that is or was there.
    public func author(of post: PostNumber) -> PersonNumber? {
        post.value < posts.count ? PersonNumber(posts.author[Int(post.value)]) : nil
    }

    /// The account of a person, if there is one here.
    public func account(of person: PersonNumber) -> UserNumber? { accounts[person.value] }

    /// What is known of a person.
    public func flags(of person: PersonNumber) -> PersonFlags {
        Int(person.value) < people.count ? people[Int(person.value)] : []
    }

    /// Whether a post is there.
    public func holds(_ post: PostNumber) -> Bool { posts.holds(post) }

    /// A post's place in streams.
    public func key(of post: PostNumber) -> OrderKey? { posts.holds(post) ? posts.key(post) : nil }

    /// What an item has to know of its post.
    public func facts(of post: PostNumber) -> ItemFacts { posts.facts(post) }

    /// In which second somebody last interacted with a post, since 1970.
    public func interacted(_ post: PostNumber) -> UInt32? {
        posts.holds(post) ? posts.interacted[Int(post.value)] : nil
    }

    /// How often a post's contents changed; a card of another version is stale.
    public func version(of post: PostNumber) -> UInt32 { posts.holds(post) ? posts.version(post) : .max }

    /// How often what cards show of a person changed.
    public func version(of person: PersonNumber) -> UInt32 {
        Int(person.value) < personVersions.count ? personVersions[Int(person.value)] : 0
    }

    /// What a viewer did to posts; nil for nobody.
    public func acts(of user: UserNumber?) -> OwnActs? { state(of: user)?.acts }

    /// What an item shows of the viewer's own acts; nil if there are none.
    public func overlay(of post: PostNumber, _ acts: OwnActs) -> ViewerOverlay? {
        posts.holds(post) ? acts.overlay(of: posts.key(post)) : nil
    }
}

extension [UserState?] {
    /// The state of a user, if there is one of this number.
    subscript(safe number: UInt32) -> UserState? { Int(number) < count ? self[Int(number)] : nil }
}
