import Query

/// Leaves of a query of which it is asked row by row whether they hold, as the first phrases of an expression.
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

    /// An expression that finds the same rows, and begins with the phrases.
    func asked(in expression: FullTextExpression) -> FullTextExpression {
        guard count > 0 else { return expression }
        let any = (parts + [FullTextExpression.everything]).joined(separator: " OR ")
        return FullTextExpression(text: "(\(any)) AND \(expression.text)")
    }

    /// What a row tells of a leaf; nil where that is nothing.
    func answer(_ leaf: QueryNode<BoundNames>, _ occurrences: Occurrences) -> Bool? {
        // The index may still have it of a post that has lost it.
        if case .has(let attachment) = leaf, attachment.mayGo { return nil }
        return phrases[leaf].map(occurrences.has)
    }

    private static func count(_ leaf: QueryNode<BoundNames>) -> Int {
        switch leaf {
        case .mentions(let people), .from(let people): max(1, people.count)
        default: 1
        }
    }
}
