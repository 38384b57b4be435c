import Query
import Search

/// How many posts a search looks at.
///
/// Counted in candidates of the full text; what costs more counts for more.
struct SearchBudget {
    /// For one page; beyond that the query is called too broad.
    ///
    /// Enough for 90,000 limited hits of which a few are the viewer's.
    static let candidates = 100_000

    private var left: Int

    /// Candidates between two turns of others on the searcher's thread.
    ///
    /// Two and a half full partitions without any count as many. More where each batch gathers first what a beginning has.
    static func stepsOfBatch(_ query: BoundQuery) -> Int { query.isQuickToSeek ? 5_000 : 20_000 }
    /// The most hits of a batch.
    static let hitsOfBatch = 5_000
    /// Steps of the index of streams that take as long as a candidate: each passes four posts over by their columns, or is
    /// an eighth of judging one.
    static let walkOfCandidate = 10
    /// How many posts that meet what a query asks for beside words are asked of the full text one by one, in place of going
    /// through all that a word finds; and how many steps are made at most to find them.
    static let few = 1_000
    static let walkAside = 300_000
    /// Steps that are made first where what has no words may have the newest hits.
    static let walkFirst = 65_536

    init(candidates: Int) { left = candidates }

    /// Throws `tooBroad` where no more is left.
    mutating func spend(candidates: Int) throws(EngineError) {
        left -= candidates
        if left <= 0 { throw .search(.query(QueryFault(.tooBroad, at: 0))) }
    }

    /// The same for steps of the index of streams.
    mutating func spend(steps: Int) throws(EngineError) { try spend(candidates: steps / Self.walkOfCandidate) }
}
