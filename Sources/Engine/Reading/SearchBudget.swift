/// How many posts a search looks at.
enum SearchBudget {
    /// Candidates of the full text, between two turns of others on the searcher's thread; two and a half full partitions
    /// without any count as many.
    static let stepsOfBatch = 5_000
    /// Candidates of the full text for one page; beyond that the query is called too broad.
    ///
    /// Enough for 90,000 limited hits of which a few are the viewer's. What costs more counts for more.
    static let steps = 100_000
    /// How many posts of the viewer's own lists are asked for one by one, in place of going through all that a word finds.
    static let few = 1_000
    /// Steps of the index of streams for a page of a query without words: each passes four posts over by
    /// their columns, or is an eighth of judging one.
    static let walked = 1_000_000
}
