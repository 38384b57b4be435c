import Query

/// Leaves of a query of which it is asked row by row where, or whether, they stand: the first phrases of an expression.
struct AskedPhrases {
    private var phrases: [QueryNode<BoundNames>: Range<Int>] = [:]
    private var parts: [String] = []
    /// How many phrases they are.
    private(set) var count = 0

    /// Adds what the index knows a leaf by; its phrases, or none if the index does not know it.
    @discardableResult mutating func add(_ leaf: QueryNode<BoundNames>) -> Range<Int>? {
        if let known = phrases[leaf] { return known }
        guard let part = FullTextExpression.leaf(leaf) else { return nil }
        let range = count..<count + Self.count(leaf)
        phrases[leaf] = range
        parts.append(part)
        count = range.upperBound
        return range
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

    private static func count(_ leaf: QueryNode<BoundNames>) -> Int {
        switch leaf {
        case .mentions(let people), .from(let people): max(1, people.count)
        default: 1
        }
    }
}
