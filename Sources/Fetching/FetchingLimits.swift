/// How much of others' time and bytes a client takes.
public struct FetchingLimits: Sendable, Hashable {
    /// Bytes of a response's body, unpacked.
    public var bodyBytes = 1 << 20
    /// Bytes of a response's headers.
    public var headerBytes = 64 << 10
    /// Redirects that are followed, one after the other.
    public var redirects = 4
    /// How long connecting may take, in milliseconds.
    public var connectMilliseconds = 10_000
    /// How long a request may take with all its redirects and the time that it waits for its turn, in milliseconds.
    public var totalMilliseconds = 30_000
    /// Transfers at once.
    public var atOnce = 16
    /// Transfers that wait for their turn; one more is ``FetchingError/busy(limit:)``.
    public var waiting = 256
    /// Connections that are kept for the next transfer to the same host.
    public var keptConnections = 16
    /// Bytes of a URL.
    public var urlBytes = 4_096

    /// The limits that hold unless configured.
    public init() {}
}
