/// The place of a post in every stream by creation: `min(created, received)` in whole seconds, then the post's number.
///
/// One number is the list entry, the cursor and the tie-break: of two posts of
/// one second the later arrival is the newer one. It never changes.
public struct OrderKey: Hashable, Comparable, Sendable {
    /// `second << 32 | post`.
    public var value: UInt64

    /// Wraps a value, as a list or a cursor holds it.
    @inlinable public init(_ value: UInt64) { self.value = value }

    /// The key of a post.
    @inlinable public init(second: UInt32, post: PostNumber) { value = UInt64(second) << 32 | UInt64(post.value) }

    /// Above every post.
    public static let top = OrderKey(.max)

    /// Seconds since 1970, UTC.
    @inlinable public var second: UInt32 { UInt32(truncatingIfNeeded: value >> 32) }

    /// The post.
    @inlinable public var post: PostNumber { PostNumber(UInt32(truncatingIfNeeded: value)) }

    /// Older first.
    @inlinable public static func < (one: Self, other: Self) -> Bool { one.value < other.value }
}
