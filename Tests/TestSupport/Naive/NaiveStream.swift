public import Query
public import SocialModel

/// A stream by its name in the contract, with its parameters.
public enum NaiveStream: Hashable, Sendable {
    /// People in aspects, own posts, followed tags, mentions, spotlight.
    case home
    /// People in these aspects of the viewer; none named means all.
    case aspects([String])
    /// Posts with a tag that the viewer follows.
    case followedTags
    /// Posts that mention the viewer.
    case mentions
    /// Posts with this tag.
    case tag(String)
    /// Everything public.
    case `public`
    /// Everything public by people with an account here.
    case localPublic
    /// A person's posts.
    case person(DiasporaID)
    /// What the viewer likes.
    case liked
    /// What the viewer has commented on.
    case commented
    /// What the viewer wrote or is subscribed to.
    case activity
    /// All that the viewer may see and that matches.
    case saved(QueryNode<TypedNames>)
}

/// By which time a stream is sorted.
public enum NaiveOrder: Hashable, Sendable {
    /// When it was made, or when it was last commented on.
    case created, interacted
}

/// What a reader wants to be left out.
public struct NaiveOptions: Hashable, Sendable {
    /// Leaves out reshares.
    public var hidesReshares = false
    /// Shows a post or reshare only if nothing newer in the stream is, or passes on, the same post.
    public var groupsReshares = false
    /// Leaves out what the viewer wrote.
    public var excludesOwn = false
    /// Leaves out what is not safe for work.
    public var hidesNSFW = false
    /// Leaves out what has, or passes on, one of these tags.
    public var mutedTags: [String] = []
    /// Leaves out what these people wrote, and what passes that on.
    public var mutedPeople: [DiasporaID] = []
    /// Leaves out what matches this, and what passes that on.
    public var muted: QueryNode<TypedNames>?
    /// Leaves out what is, or passes on, a text in another language than these; none: leaves out nothing.
    public var languages: Set<Language> = []
    /// At most so many posts of one author on a page.
    public var perAuthor: Int?
    /// Nothing of a later second.
    public var from: UInt32?
    /// Only what was applied after this one.
    public var arrivedAfter: GUID?

    /// Leaves out nothing.
    public init() {}
}

/// All that a reader asks for but a place and a length.
public struct NaiveReading: Hashable, Sendable {
    /// Which stream.
    public var stream: NaiveStream
    /// How it is sorted.
    public var order: NaiveOrder
    /// What is left out.
    public var options: NaiveOptions

    /// Reads a stream as it is, unless said otherwise.
    public init(_ stream: NaiveStream, order: NaiveOrder = .created, options: NaiveOptions = NaiveOptions()) {
        self.stream = stream
        self.order = order
        self.options = options
    }
}

/// One page of a stream.
public struct NaivePage: Hashable, Sendable {
    /// The posts, newest first.
    public var posts: [GUID]
    /// Where the next page begins; nil if there is none.
    public var next: NaivePosition?
}

/// A place in a stream: below a post.
public struct NaivePosition: Hashable, Sendable, Comparable {
    let second: UInt32
    let order: Int

    /// Earlier, or applied earlier in the same second.
    public static func < (one: NaivePosition, other: NaivePosition) -> Bool {
        (one.second, one.order) < (other.second, other.order)
    }
}
