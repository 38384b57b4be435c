/// How much subscriptions may take.
public struct LiveLimits: Sendable {
    /// Subscriptions of one connection.
    public var perConnection = 256
    /// Subscriptions of all.
    public var subscriptions = 4_096
    /// Authors, tags, mentioned people and own posts under which all subscriptions together are found.
    public var atoms = 4_000_000
    /// Subscriptions to saved streams that can only be matched by asking each of them of every post.
    public var unindexed = 64
    /// Changes since a sequence number that are told one by one; more are a `reset`.
    public var missedChanges = 1_000
    /// Posts of one commit whose events are told one by one to a subscription; more are a `reset`.
    public var postsPerCommit = 100

    /// The limits that hold unless configured.
    public init() {}
}
