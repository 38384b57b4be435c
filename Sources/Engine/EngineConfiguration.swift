public import Ledger
public import Media

/// Where an engine keeps its data, and how much it takes at once.
public struct EngineConfiguration: Sendable {
    /// The data directory; made if missing.
    public var folder: String
    /// Limits of the ledger.
    public var ledger = LedgerLimits()
    /// How the previews of addresses in posts are fetched, if the ledger's limits say that they are.
    public var links = LinksConfiguration()
    /// How photos' files are made in the background.
    public var photos = PhotosConfiguration()
    /// Limits of photos.
    public var media = MediaLimits()
    /// The processes that decode photos.
    public var workers = MediaConfiguration()
    /// Bytes of requests that wait to be written, of all connections together.
    public var queuedBytes = 64 << 20
    /// Calls in one group commit.
    public var callsPerCommit = 256
    /// Bytes of cards kept.
    public var cardBytes = 64 << 20
    /// Public keys kept parsed.
    public var keys = 4_096
    /// Milliseconds after which the ledger's write-ahead log is emptied of what was retracted.
    public var forgetMilliseconds: Int64 = 20_000
    /// Limits of subscriptions.
    public var live = LiveLimits()
    /// How other pods are asked for what things wait for; nil if only our own pod is told.
    public var fetching: FetchingConfiguration?
    /// How posts are copied to other networks; nil if they are not.
    public var publishing: PublishingConfiguration?

    /// What holds unless configured, in a data directory.
    public init(folder: String) { self.folder = folder }

    var searchFile: String { folder + "/search.sqlite" }
    /// Where thumbnails lie, for the web server to serve.
    public var photoFolder: String { folder + "/photos" }
}
