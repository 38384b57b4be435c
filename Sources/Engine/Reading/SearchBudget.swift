import Query
import Search

/// How many posts one search looks at.
///
/// Counted in candidates of the full text, of which what costs more counts for more, and in steps of the index of streams:
/// each passes four posts over by their columns, or is an eighth of judging one.
package struct SearchBudget: Sendable, Hashable {
    /// Candidates; beyond that the query is called too broad.
    ///
    /// Enough for 90,000 limited hits of which a few are the viewer's.
    package var candidates = 100_000
    /// Steps that are made, beside what they count for, to find out whether few posts meet all but the words.
    package var aside = 300_000
    /// How many these may be, to be asked for words one by one.
    package var few = 1_000
    /// Steps that are made first where what has no words may have the newest hits.
    package var first = 65_536

    package init() {}

    /// Steps that take as long as a candidate.
    static let stepsOfCandidate = 10
    /// Candidates between two turns of others on the searcher's thread.
    ///
    /// Two and a half full partitions without any count as many. More where each batch gathers first what a beginning has.
    static func candidatesOfBatch(_ query: BoundQuery) -> Int { query.isQuickToSeek ? 5_000 : 20_000 }
    /// The most hits of a batch.
    static let hitsOfBatch = 5_000

    /// Throws `tooBroad` where no more is left.
    mutating func spend(candidates spent: Int) throws(EngineError) {
        candidates -= spent
        if candidates <= 0 { throw .search(.query(QueryFault(.tooBroad, at: 0))) }
    }

    /// The same for steps.
    mutating func spend(steps: Int) throws(EngineError) { try spend(candidates: steps / Self.stepsOfCandidate) }
}
