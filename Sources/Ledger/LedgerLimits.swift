/// How much the ledger takes at once and keeps waiting.
public struct LedgerLimits: Sendable {
    /// Changes in one `pod.apply`.
    public var changesPerCall = 10_000
    /// Saved streams of one user.
    public var savedStreams = 256
    /// Accounts of one user on other networks.
    public var services = 32
    /// Changes and envelopes that wait for something.
    public var parked = 10_000
    /// Envelopes from one host among them.
    public var parkedPerHost = 1_000
    /// Bytes of all of them.
    public var parkedBytes = 256 << 20
    /// How long one waits, in seconds: 7 days.
    public var parkedSeconds: Int64 = 7 * 86_400
    /// How long the change log goes back, in seconds: 7 days.
    public var logSeconds: Int64 = 7 * 86_400

    /// Whether the previews of addresses in posts are fetched.
    public var previewsLinks = false
    /// Addresses whose previews are to be fetched; those of more posts get none.
    public var waitingLinks = 10_000
    /// How long a preview is good for further posts, in seconds: 7 days.
    public var linkSeconds: Int64 = 7 * 86_400
    /// How long an address that failed is left alone, in seconds: a day.
    public var failedLinkSeconds: Int64 = 86_400
    /// Whether files are made of everybody's photos, and not only of those of people with an account here.
    public var makesFilesOfAllPhotos = false

    /// The limits that hold unless configured.
    public init() {}
}
