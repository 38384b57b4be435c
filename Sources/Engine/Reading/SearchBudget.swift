/// How many candidates a search looks at.
enum SearchBudget {
    /// Between two turns of others on the search's thread.
    static let stepsOfBatch = 5_000
    /// For one page; beyond that the query is called too broad.
    static let steps = 1_000_000
}
