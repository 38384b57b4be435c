import Streams

/// How an engine is, for `engine.status`.
public struct EngineStatus: Sendable {
    /// How long it has been open.
    public var uptime: Duration
    /// The ledger's sequence number.
    public var seq: UInt64
    /// Rows by table.
    public var counts: [(name: String, count: Int)]
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
    /// Cards kept, and their bytes.
    public var cards: (count: Int, bytes: Int)
    /// What it was configured with.
    public var configuration: EngineConfiguration
}

extension Engine {
    /// How the engine is now.
    public func status() async throws(EngineError) -> EngineStatus {
        EngineStatus(
            uptime: .now - startedAt,
            seq: seq,
            counts: try await slowReader.totals(),
            waitingCalls: queue.count,
            waitingBytes: queue.bytes,
            indexedPosts: index.postCount,
            searchSeq: await search.appliedSeq,
            searchPosts: await search.count,
            cards: (shelf.count, shelf.bytes),
            configuration: configuration
        )
    }

    /// Waits for nothing: says whether the index has reached a sequence number.
    public func check(atLeast asked: UInt64) throws(EngineError) {
        guard asked > seq else { return }
        // What is acknowledged is applied, so only a number from elsewhere or from before a loss is beyond.
        throw .beyondLedger(asked: asked, seq: seq)
    }
}
