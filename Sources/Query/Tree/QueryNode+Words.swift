public import SocialModel

extension QueryNode {
    /// Whether it asks for words, wanted or not.
    public var hasWords: Bool {
        var found = false
        forEachLeaf { if case .phrase = $0 { found = true } }
        return found
    }

    /// Whether whatever matches has words or tags that are named.
    ///
    /// Of a tree with NOT before leaves only.
    var needsWords: Bool {
        switch self {
        case .and(let nodes): nodes.contains(where: \.needsWords)
        case .or(let nodes): nodes.allSatisfy(\.needsWords)
        case .phrase, .tag: true
        default: false
        }
    }

    /// What has to hold of a post whatever its words are; nil where that is nothing.
    ///
    /// Of a tree with NOT before leaves only.
    var besideWords: QueryNode? {
        switch self {
        case .and(let nodes):
            let parts = nodes.compactMap(\.besideWords)
            return parts.isEmpty ? nil : .and(parts)
        case .or(let nodes):
            let parts = nodes.compactMap(\.besideWords)
            return parts.count < nodes.count ? nil : .or(parts)
        case .phrase, .not(.phrase): return nil
        default: return self
        }
    }
}

extension BoundQuery {
    /// Whether it asks for words, which the streams' index does not know.
    public var hasWords: Bool { root.hasWords }

    /// What has to hold of a post whatever its words are; nil where that is nothing.
    public var besideWords: BoundQuery? { root.besideWords.map(BoundQuery.init) }

    /// Between which keys all that matches stands: from the first on, and below the second.
    public var span: (from: OrderKey, below: OrderKey) {
        var seconds = Int64.min..<Int64.max
        for case .written(let range) in conditions { seconds = seconds.clamped(to: range) }
        if seconds.isEmpty || seconds.upperBound <= 0 || seconds.lowerBound > Int64(UInt32.max) {
            return (.top, OrderKey(0))
        }
        return (
            OrderKey(UInt64(UInt32(clamping: seconds.lowerBound)) << 32),
            seconds.upperBound > Int64(UInt32.max) ? .top : OrderKey(UInt64(seconds.upperBound) << 32)
        )
    }

    /// All of these have to hold.
    public var conditions: [QueryNode<BoundNames>] { if case .and(let nodes) = root { nodes } else { [root] } }

    /// Two queries that together find the same, where words that are wanted stand under an OR only, beside other conditions:
    /// one for what these words find, and one for the rest, without any words if that can be.
    public var alternatives: (words: BoundQuery, others: BoundQuery)? {
        for (place, condition) in conditions.enumerated() where condition.hasWords {
            guard case .or(let nodes) = condition else { continue }
            var rest = conditions
            rest.remove(at: place)
            if rest.contains(where: \.needsWords) { continue }
            for isOfWords in [\QueryNode<BoundNames>.hasWords, \.needsWords] {
                let (words, others) = (
                    nodes.filter { $0[keyPath: isOfWords] }, nodes.filter { !$0[keyPath: isOfWords] }
                )
                if words.isEmpty || others.isEmpty { continue }
                return (BoundQuery(root: .and(rest + [.or(words)])), BoundQuery(root: .and(rest + [.or(others)])))
            }
        }
        return nil
    }
}
