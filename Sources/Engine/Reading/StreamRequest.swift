public import SocialModel

/// A page that somebody asks for.
public struct StreamRequest: Sendable, Hashable {
    /// Who reads; nil: somebody who is not logged in.
    public var viewer: DiasporaID?
    /// Which stream.
    public var stream: StreamName
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
        before: OrderKey = .top,
        maxTime: Timestamp? = nil,
        limit: Int = 15
    ) {
        self.viewer = viewer
        self.stream = stream
        self.before = before
        self.maxTime = maxTime
        self.limit = limit
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
    /// `tag`, by any spelling of its name.
    case tag(String)
    /// `public`
    case everyone
    /// `local_public`
    case local
    /// `person`
    case person(DiasporaID)
}

/// What comes after a page's items.
public struct PageEnd: Sendable, Hashable {
    /// The last post shown, if there are more; nil exactly at the end.
    public var next: OrderKey?
    /// The sequence number at which it was read.
    public var seq: UInt64
}
