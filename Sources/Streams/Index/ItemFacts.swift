public import SocialModel

/// What an item has to know of its post: read at once, as a page asks it of each.
public struct ItemFacts: Sendable, Hashable {
    /// The post's place in streams; nil if it is not there.
    public let key: OrderKey?
    /// As ``StreamIndex/version(of:)`` tells it.
    public let version: UInt32
    /// The post's counters.
    public let counts: PostCounts

    static let gone = ItemFacts(key: nil, version: .max, counts: PostCounts())
}
