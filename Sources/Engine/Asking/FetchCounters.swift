/// What the fetcher has done since the engine started, and is about to.
public struct FetchCounters: Sendable, Equatable {
    /// Fetches that wait for their turn.
    public var queued = 0
    /// Fetches at work.
    public var running = 0
    /// Failures that are remembered.
    public var failing = 0
    /// Fetches that were begun.
    public var started = 0
    /// Fetches that brought what was asked for.
    public var fetched = 0
    /// Fetches that were not needed any more when their turn came.
    public var needless = 0
    /// Fetches that failed.
    public var failed = 0
    /// Fetches that were asked for while the same one was queued or at work.
    public var joined = 0
    /// Fetches that were not begun because they failed a short while ago.
    public var held = 0
    /// Fetches that were not begun because too many led there, or too many were queued.
    public var dropped = 0
}
