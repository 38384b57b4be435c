public import Ledger
public import SocialModel
import Streams

/// How an engine is, for `engine.status`.
public struct EngineStatus: Sendable {
    /// How long it has been open.
    public var uptime: Duration
    /// The ledger's sequence number.
    public var seq: UInt64
    /// Rows by table.
    public var counts: [(name: String, count: Int)]
    /// What waits for something that has not come.
    public var parked: ParkedSummary
    /// Calls that wait for the ledger.
    public var waitingCalls: Int
    /// Bytes of calls that were taken and not answered yet.
    public var waitingBytes: Int
    /// Posts in the stream index.
    public var indexedPosts: Int
    /// The sequence number that search has reached.
    public var searchSeq: UInt64
    /// Posts in the search index.
    public var searchPosts: Int
    /// Posts of all posts in the search index that is being built; nil if none is.
    public var searchBuilding: (done: Int, of: Int)?
    /// Cards kept, and their bytes.
    public var cards: (count: Int, bytes: Int)
    /// Bytes of each part of the stream index.
    public var indexMemory: KeyValuePairs<String, Int>
    /// Subscriptions, and under how many authors, tags and posts they are found.
    public var subscriptions: (count: Int, atoms: Int)
    /// What is fetched from other pods; nil if nothing is.
    public var fetcher: FetchCounters?
    /// Copies of posts on other networks by their states; nil if none are made.
    public var copies: [OutboxState: Int]?
    /// How many addresses' previews are in which state; nil if none are fetched.
    public var links: [LinkState: Int]?
    /// How many photos' files are in which state.
    public var photos: [PhotoFilesState: Int]
    /// How the processes do that decode photos.
    public var media: MediaCounters
    /// What it was configured with.
    public var configuration: EngineConfiguration
}

extension Engine {
    /// How the engine is now.
    public func status() async throws(EngineError) -> EngineStatus {
        EngineStatus(
            uptime: .now - startedAt,
            seq: seq,
            counts: try await slowReader.read { (reader) throws(LedgerError) in try reader.totals() },
            parked: try await slowReader.read { (reader) throws(LedgerError) in
                try reader.parked(needs: Self.needsInStatus)
            },
            waitingCalls: queue.count,
            waitingBytes: queue.bytes,
            indexedPosts: index.postCount,
            searchSeq: await search.appliedSeq,
            searchPosts: await search.count,
            searchBuilding: try await search.building(),
            cards: (shelf.count, shelf.bytes),
            indexMemory: index.memory,
            subscriptions: (subscriptions.count, subscriptions.atomCount),
            fetcher: await fetcher?.counters,
            copies: try await copies(),
            links: try await linkStates(),
            photos: try await slowReader.read { (reader) throws(LedgerError) in try reader.photoFilesCounts() },
            media: await media.counters,
            configuration: configuration
        )
    }

    private func copies() async throws(EngineError) -> [OutboxState: Int]? {
        guard outbox != nil else { return nil }
        return try await slowReader.read { (reader) throws(LedgerError) in try reader.outboxCounts() }
    }

    private func linkStates() async throws(EngineError) -> [LinkState: Int]? {
        guard previewer != nil else { return nil }
        return try await slowReader.read { (reader) throws(LedgerError) in try reader.linkCounts() }
    }

    private static var needsInStatus: Int { 20 }

    /// What happened after a sequence number, for a pod that keeps it.
    ///
    /// Throws ``EngineError/logGone(since:field:)`` for one before the log begins, ``EngineError/beyondLedger(asked:seq:)``.
    public func changes(since: UInt64, limit: Int) async throws(EngineError) -> LoggedChanges {
        try check(atLeast: since)
        let logged = try await slowReader.read { (reader) throws(LedgerError) in
            try reader.changes(since: since, limit: limit, bytes: Self.changeBytes)
        }
        guard let logged else { throw .logGone(since: since) }
        return logged
    }

    private static var changeBytes: Int { 4 << 20 }

    /// Waits for nothing: says whether the index has reached a sequence number.
    public func check(atLeast asked: UInt64) throws(EngineError) {
        guard asked > seq else { return }
        // What is acknowledged is applied, so only a number from elsewhere or from before a loss is beyond.
        throw .beyondLedger(asked: asked, seq: seq)
    }
}
