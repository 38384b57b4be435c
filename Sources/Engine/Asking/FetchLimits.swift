/// How much the fetcher asks other pods, and for how long it remembers what came of it.
public struct FetchLimits: Sendable {
    /// Fetches at once; one for a person is two requests.
    public var atOnce = 8
    /// Fetches that wait for their turn; more are left to a later arrival.
    public var queued = 4_096
    /// Fetches in a window, of all hosts.
    public var perWindow = 600
    /// Fetches in a window of one host.
    public var perHostAndWindow = 60
    /// A window, in milliseconds.
    public var window: Int64 = 60_000
    /// How far a fetch may lead to the next: what was fetched refers to something that refers to something.
    public var depth = 8
    /// How far links in texts may.
    public var linkDepth = 2
    /// Links of one text that are followed.
    public var linksOfText = 8
    /// Failures that are remembered.
    public var failures = 4_096
    /// How long each failure of the same thing is, in milliseconds; when it is over, a need is fetched again.
    ///
    /// After the last one it is left alone until somebody needs it anew.
    public var pauses: [Int64] = [600_000, 3_600_000, 6 * 3_600_000, 24 * 3_600_000]

    /// The limits that hold unless configured.
    public init() {}
}
