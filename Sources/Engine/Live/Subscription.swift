public import SocialModel
import Streams

/// Names a subscription; never given twice.
public struct SubscriptionID: Hashable, Sendable, Comparable {
    /// From 1 on.
    public let number: Int64

    /// Wraps a number.
    public init(_ number: Int64) { self.number = number }

    /// Earlier ones come first.
    public static func < (one: SubscriptionID, other: SubscriptionID) -> Bool { one.number < other.number }
}

/// Somebody who is told what happens in a stream.
struct Subscription {
    let id: SubscriptionID
    /// The connection's lane, with which it ends.
    let lane: LaneID
    /// What was asked for, by names, so that it can be resolved again.
    let request: StreamRequest
    let viewer: UserNumber?
    var query: StreamQuery
    var matcher: StreamMatcher
    /// Under what it is found.
    var atoms: Set<StreamAtom> = []
    /// Whether it is a saved stream that has to be asked of every post.
    var isUnindexed: Bool { if case .saved = query.stream { atoms.contains(.everything) } else { false } }
    /// Whether it names a tag that no post has had yet, so that it is to be resolved again.
    var awaitsTags: Bool {
        if case .saved(let saved) = query.stream, saved.awaitsTags { return true }
        if query.options.muted?.awaitsTags == true { return true }
        return query.stream == .tag(nil) || query.options.mutedTags.count < request.leaving.tags.count
    }
    /// Takes events; false if its connection has no room for them.
    let deliver: @Sendable (StreamEvent) -> Bool
}

/// What a subscriber is told (`stream.event`).
public struct StreamEvent: Sendable {
    /// Whom it is for.
    public var subscription: SubscriptionID
    /// The sequence number up to which all is told with it.
    public var seq: UInt64
    /// What happened.
    public var kind: Kind

    /// What can happen in a stream.
    public enum Kind: Sendable {
        /// A post stands in the stream that did not; its item.
        case added(GUID, item: [UInt8])
        /// What its item shows is different; the new item.
        case changed(GUID, item: [UInt8])
        /// It stands there no longer.
        case removed(GUID)
        /// Too much changed to tell: the page is to be read again.
        case reset
        /// Nothing more will be told.
        case closed(ClosingReason)
    }

    /// Why nothing more is told.
    public enum ClosingReason: String, Sendable {
        /// Events came faster than they were taken.
        case tooSlow = "too_slow"
        /// The viewer has no account any more.
        case viewerGone = "viewer_gone"
        /// The saved stream is gone.
        case streamGone = "stream_gone"
        /// The saved stream has become one that every post has to be asked for, and there are enough of these.
        case tooMany = "too_many"
        /// The engine stops.
        case stopping
    }
}
