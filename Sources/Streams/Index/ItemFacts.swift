public import SocialModel

/// What an item has to know of its post: read at once, as a page asks it of each.
public struct ItemFacts: Sendable, Hashable {
    /// The post's place in streams; nil if it is not there.
    public let key: OrderKey?
    /// How often its contents changed; the greatest number where it is not there.
    public let version: UInt32
    /// The post's counters.
    public let counts: PostCounts

    static let gone = ItemFacts(key: nil, version: .max, counts: PostCounts())
}
