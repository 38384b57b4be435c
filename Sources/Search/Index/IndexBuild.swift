public import SocialModel

/// How far an index has come that is being built from all posts: it goes on there after a crash.
public struct IndexBuild: Hashable, Sendable {
    /// Up to where in time posts were read.
    public var last: OrderKey
    /// The ledger's sequence number when it began, from which the log is followed when all are there.
    public var head: UInt64

    /// Says it in full.
    public init(last: OrderKey, head: UInt64) {
        self.last = last
        self.head = head
    }
}
