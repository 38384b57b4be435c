import CMalloc
import Ledger
public import Logging
public import NIOCore
import Query
import Search
import SocialModel
import Streams
import Wire

// From bytes to page, stage by stage; each stands in the folder named:
//
//   envelope ──▶ Writing/EnvelopeChecker   read and verified, on the cooperative pool
//   change ────▶ Writing/Lane              in the order in which its connection sent it
//           ───▶ Writing/LedgerThread      a group commit, on the ledger's thread
//           ───▶ Streams/StreamIndex       the deltas applied, on the event loop; then the answer
//           ───▶ Following/SearchFollower  the log followed, on the search's thread
//   event ◀───── Live/Engine+Live          what a delta means for subscriptions, on the event loop
//   page  ◀───── Reading/Engine+Streams    the index asked, cards spliced, on the event loop
//   what waits ──▶ Asking/FederationFetcher  fetched from other pods, if that is on, and given to the intake above
//   previews ◀── Previews/LinkPreviewer    of addresses in posts, fetched as the ledger says, if that is on
//   files ◀───── Photos/PhotoKeeper        of photos, made and removed as the ledger says
//   copies ◀──── Publishing/Outbox         of posts on other networks, made and deleted as the ledger's outbox says
//   hits  ◀───── Reading/Engine+Search     candidates by Following/SearchReader, judged on the event loop

/// A stream engine: the ledger and the views that follow it.
///
/// Its executor is one event loop, on which all sessions run too: a read is a synchronous call
/// (`engine.assumeIsolated { … }`) that waits for nobody.
public actor Engine {
    /// The loop on which this actor runs.
    public nonisolated let loop: any EventLoop
    /// The loop's executor.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe loop.executor.asUnownedSerialExecutor()
    }

    /// What was called how often.
    public nonisolated let meter: CallMeter
    let configuration: EngineConfiguration
    let log: Logger
    let startedAt: ContinuousClock.Instant
    // Held as long as the engine lives.
    private let folderLock: FolderLock

    // What is written
    let ledger: LedgerThread
    let checker: EnvelopeChecker
    var queue = WriteQueue()
    var lanes: [LaneID: Lane] = [:]
    var nextLane = 0
    var isStopping = false
    var idleWaiters: [CheckedContinuation<Void, Never>] = []

    // What is read
    let index: StreamIndex
    let reader: LedgerReader
    let slowReader: SlowReader
    let listReader: SlowReader
    /// Whose acts are being read.
    var actReadings: [UserNumber: Task<Void, Never>] = [:]
    var isBackingUp = false
    var isVerifying = false
    var shelf: CardShelf
    var viewers: [UserNumber: ViewerCard] = [:]
    let tokenizer: Tokenizer
    var parsed: [String: TypedQuery] = [:]
    var pod: PodPut
    /// The sequence number that the index has reached.
    public internal(set) var seq: UInt64

    // Who is told
    var subscriptions = SubscriptionBook()
    /// Whether a commit's deltas are being applied.
    var isFollowing = false

    // What follows
    let search: SearchFollower
    let searcher: SearchReader
    let people: PeopleFollower
    /// Who has changed since the people index was asked last.
    var changedPeople: Set<PersonNumber> = []
    let media: MediaPool

    /// What empties the ledger's log of retracted texts, when it is due.
    var forgetting: Task<Void, Never>?

    // What is made of photos
    var photoKeeper: PhotoKeeper?
    var photoLane: LaneID?

    // What is asked of other pods
    let files: Ledger
    var fetcher: FederationFetcher?
    var fetchLane: LaneID?

    var previewer: LinkPreviewer?
    var linkLane: LaneID?

    // What is told to other networks
    var outbox: Outbox?
    var outboxLane: LaneID?

    /// Opens the engine of a data directory: locks it, opens its files, and reads the index from the ledger.
    ///
    /// `progress` hears how many posts of how many were read.
    public static func open(
        _ configuration: EngineConfiguration,
        on loop: any EventLoop,
        log: Logger,
        progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws(EngineError) -> Engine {
        do {
            let lock = try FolderLock(configuration.folder)
            let files = Ledger(folder: configuration.folder, limits: configuration.ledger)
            let ledger = try await LedgerThread.open(files)
            let reader = try files.openReader(label: "ledger.loop")
            let checker = EnvelopeChecker(try files.openReader(label: "ledger.keys"), capacity: configuration.keys)
            let search = try await SearchFollower.open(
                configuration.searchFile,
                try files.openReader(label: "ledger.search"),
                cutting: try files.openReader(label: "ledger.cutter"),
                log: log
            )
            let searcher = try SearchReader.open(search.files, try files.openReader(label: "ledger.passages"))
            await search.tell(searcher)
            let media = MediaPool(
                configuration.workers,
                folder: configuration.photoFolder,
                limits: configuration.media
            )
            let people = try PeopleFollower(try files.openReader(label: "ledger.people"))
            let lists = SlowReader(try files.openReader(label: "ledger.lists"))
            let seq = try reader.seq()
            let index = try await IndexLoading(files, progress: progress).index()
            // What only opening needed goes back to the system.
            cmalloc_trim()
            let engine = Engine(
                configuration,
                loop,
                log,
                lock,
                (ledger, checker, search, searcher, people, media),
                files,
                (index, reader, try reader.pod() ?? .unset, seq, try Tokenizer()),
                SlowReader(try files.openReader(label: "ledger.slow")),
                lists
            )
            await engine.followLog()
            // What was retracted before a crash.
            await engine.forgetSoon()
            try await engine.startPhotos()
            try await engine.startFetching()
            try await engine.startPreviews()
            try await engine.startPublishing()
            return engine
        } catch let error as LedgerError {
            throw .ledger(error)
        } catch let error as EngineError {
            throw error
        } catch let error as SearchError {
            throw .search(error)
        } catch {
            throw .ledger(.storage(detail: "\(error)"))
        }
    }

    private init(
        _ configuration: EngineConfiguration,
        _ loop: any EventLoop,
        _ log: Logger,
        _ folderLock: FolderLock,
        _ threads: (LedgerThread, EnvelopeChecker, SearchFollower, SearchReader, PeopleFollower, MediaPool),
        _ files: Ledger,
        _ views: sending (StreamIndex, LedgerReader, PodPut, UInt64, Tokenizer),
        _ slowReader: SlowReader,
        _ listReader: SlowReader
    ) {
        self.slowReader = slowReader
        self.listReader = listReader
        self.files = files
        self.configuration = configuration
        self.loop = loop
        meter = CallMeter(loop)
        self.log = log
        self.folderLock = folderLock
        startedAt = .now
        (ledger, checker, search, searcher, people, media) = threads
        (index, reader, pod, seq, tokenizer) = views
        shelf = CardShelf(capacity: configuration.cardBytes)
    }

    /// Takes no more writes, finishes those that wait, and leaves the files tidy.
    public func stop() async {
        isStopping = true
        forgetting?.cancel()
        await stopPhotos()
        await stopPreviews()
        await stopFetching()
        await stopPublishing()
        if queue.isBusy || lanes.values.contains(where: { !$0.isEmpty }) {
            await withCheckedContinuation { idleWaiters.append($0) }
        }
        await search.stop()
        await searcher.stop()
        await media.stop()
        do { try await ledger.checkpoint() } catch { log.error("checkpoint failed: \(error)") }
    }
}
