public import SocialModel

/// All that decides which posts a reader gets, and in which order; places and lengths of pages aside.
public struct StreamQuery: Sendable, Hashable {
    /// Which stream.
    public var stream: Stream
    /// Who reads; nil: somebody who is not logged in.
    public var viewer: UserNumber?
    /// By which time it is sorted.
    public var order: StreamOrder
    /// What is left out.
    public var options: StreamOptions
    /// Only posts sorted by a time strictly before this one, fraction and all; diaspora*'s own cursor.
    public var maxTime: Timestamp?

    /// Whether a like, comment, reshare or participation can bring a post into the stream, or out of it.
    public var dependsOnActs: Bool {
        switch stream {
        case .liked, .commented, .activity: true
        case .saved(let saved): saved.dependsOnActs
        case .home, .aspects, .followedTags, .mentions, .tag, .everyone, .local, .person: false
        }
    }

    /// Says it in full.
    public init(
        _ stream: Stream,
        viewer: UserNumber?,
        order: StreamOrder = .created,
        options: StreamOptions = StreamOptions(),
        maxTime: Timestamp? = nil
    ) {
        self.stream = stream
        self.viewer = viewer
        self.order = order
        self.options = options
        self.maxTime = maxTime
    }
}

/// By which time a stream is sorted, newest first.
public enum StreamOrder: Sendable, Hashable {
    /// When a post was made, or came if that was earlier.
    case created
    /// When somebody last commented on it, in whole seconds.
    case interacted
}
