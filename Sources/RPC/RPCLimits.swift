import Wire

/// How much the socket takes at once.
public struct RPCLimits: Sendable {
    /// The longest line, in bytes without its newline.
    public var lineBytes = WireLimits.longestLine
    /// Bytes of lines that are not complete yet, of all connections together.
    public var unparsedBytes = 64 << 20
    /// Connections at one time.
    public var connections = 1_000
    /// Requests of one connection that are being worked on; more wait unread.
    public var requestsPerConnection = 1_024
    /// Requests in one batch.
    public var requestsPerBatch = 100
    /// Searches and photos of all connections that are being worked on.
    public var slowRequests = 256
    /// Bytes of a line above which it is read away from the loop.
    public var bytesOnLoop = 64 << 10
    /// Bytes of answers after which a connection lets the others have their turn.
    public var bytesPerPass = 256 << 10
    /// Bytes of answers that the peer has not taken, above which its requests wait unread.
    public var unsentBytes = 1 << 20
    /// Bytes of events that the peer has not taken, above which its subscriptions end.
    public var unsentEventBytes = 1 << 20
    /// Seconds that a connection is still drained after its last answer, so that its peer can read that.
    public var lingerSeconds: Int64 = 2
    /// Seconds that requests at work have when the server stops.
    public var stopSeconds: Int64 = 10

    /// The limits that hold unless configured.
    public init() {}

    /// `deadline_ms` when a request has none, in milliseconds.
    static let deadline: Int64 = 5_000
    /// What `deadline_ms` may be.
    static let deadlines: ClosedRange<Int64> = 1...600_000
    /// What `limit` may be.
    static let page: ClosedRange<Int64> = 1...100
    /// `limit` when a request has none.
    static let pageSize: Int64 = 15
}
