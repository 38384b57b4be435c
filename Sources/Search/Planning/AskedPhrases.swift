import Query

/// Words and tags of a query of which it is asked row by row where, or whether, they stand: the first phrases of an expression.
struct AskedPhrases {
    private var phrases: [QueryNode<BoundNames>: Int] = [:]
    private var parts: [String] = []
    /// How many they are.
    var count: Int { parts.count }

    /// Adds a leaf that FTS5 knows as one phrase, and answers its number.
    @discardableResult mutating func add(_ leaf: QueryNode<BoundNames>) -> Int? {
        if let known = phrases[leaf] { return known }
        guard let part = FullTextExpression.leaf(leaf) else { return nil }
        phrases[leaf] = count
        parts.append(part)
        return count - 1
    }

    /// An expression that finds the same rows as a query's, and begins with the phrases.
    func asked(in expression: FullTextExpression, of query: BoundQuery) -> FullTextExpression {
        count > 0 ? expression.asking(for: parts, isOneThere: isOneThere(in: query.root)) : expression
    }

    /// Whether one of the phrases at least stands wherever a query matches.
    private func isOneThere(in node: QueryNode<BoundNames>) -> Bool {
        switch node {
        case .and(let nodes): nodes.contains(where: isOneThere)
        case .or(let nodes): nodes.allSatisfy(isOneThere)
        default: phrases[node] != nil
        }
    }
}
