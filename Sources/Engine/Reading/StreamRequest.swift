public import SocialModel
public import Streams

/// A page that somebody asks for.
public struct StreamRequest: Sendable, Hashable {
    /// Who reads; nil: somebody who is not logged in.
    public var viewer: DiasporaID?
    /// Which stream.
    public var stream: StreamName
    /// By which time it is sorted; nil: as that stream is.
    public var order: StreamOrder?
    /// What is left out.
    public var leaving = Leaving()
    /// Whether items say of nothing that it is not safe for work, so that nothing is shielded.
    public var showsNSFW: Bool
    /// Whether items say why they stand there.
    public var explains = false
    /// Posts from below this place.
    public var before: OrderKey
    /// Posts sorted by a time strictly before this one; diaspora*'s own cursor.
    public var maxTime: Timestamp?
    /// How many, 1…100.
    public var limit: Int

    /// Says it in full.
    public init(
        viewer: DiasporaID?,
        stream: StreamName,
        order: StreamOrder? = nil,
        leaving: Leaving = Leaving(),
        showsNSFW: Bool = false,
        before: OrderKey = .top,
        maxTime: Timestamp? = nil,
        limit: Int = 15
    ) {
        self.viewer = viewer
        self.stream = stream
        self.order = order
        self.leaving = leaving
        self.showsNSFW = showsNSFW
        self.before = before
        self.maxTime = maxTime
        self.limit = limit
    }
}

extension StreamRequest {
    /// By which time it is sorted in the end.
    public var effectiveOrder: StreamOrder { order ?? (stream == .activity ? .interacted : .created) }

    /// What a reader wants a stream to leave out, by names (``Streams/StreamOptions``).
    public struct Leaving: Sendable, Hashable {
        /// What is said without names.
        public var options = StreamOptions()
        /// Posts with these tags, by any spelling.
        public var tags: [String] = []
        /// Posts of these people; those whom nobody here knows have none.
        public var people: [DiasporaID] = []
        /// Posts that match this, in the query language.
        public var query: String?
        /// What had come when the ledger was at this sequence number.
        public var arrivedBy: UInt64?

        /// Nothing.
        public init() {}
    }
}

/// A stream by the contract's names.
public enum StreamName: Sendable, Hashable {
    /// `home`
    case home
    /// `aspects`; empty means all.
    case aspects([String])
    /// `followed_tags`
    case followedTags
    /// `mentions`
    case mentions
    /// `liked`
    case liked
    /// `commented`
    case commented
    /// `activity`
    case activity
    /// `tag`, by any spelling of its name.
    case tag(String)
    /// `public`
    case everyone
    /// `local_public`
    case local
    /// `person`
    case person(DiasporaID)
    /// `saved`
    case saved(Saved)

    /// Which saved stream.
    public enum Saved: Sendable, Hashable {
        /// The viewer's own of that name.
        case name(String)
        /// One that is kept nowhere, in the query language.
        case query(String)
    }
}

/// What comes after a page's items.
public struct PageEnd: Sendable, Hashable {
    /// The last post shown, if there are more; nil exactly at the end.
    public var next: OrderKey?
    /// The sequence number at which it was read.
    public var seq: UInt64
}
