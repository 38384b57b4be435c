import Query

/// Something that a query asks the words of a post for.
struct RelevanceTerm {
    /// The words, with spaces between.
    let phrase: [UInt8]
    let prefix: Bool
    /// The node of the query that finds it.
    let node: QueryNode<BoundNames>
    /// The fact of a post that has the word as a hashtag; nil for more words than one.
    let tag: [UInt8]?
    /// What was typed after it, to be side by side with it; nil where nothing was.
    let next: [UInt8]?
    /// Both, side by side.
    let pair: [UInt8]?

    /// All that a query asks for and does not exclude, each once.
    static func all(of query: BoundQuery) -> [RelevanceTerm] {
        var terms: [RelevanceTerm] = []
        var seen: Set<QueryNode<BoundNames>> = []
        collect(query.root, nil, &terms, &seen)
        return terms
    }

    private static func collect(
        _ node: QueryNode<BoundNames>,
        _ next: QueryNode<BoundNames>?,
        _ terms: inout [RelevanceTerm],
        _ seen: inout Set<QueryNode<BoundNames>>
    ) {
        switch node {
        case .and(let nodes):
            for (index, node) in nodes.enumerated() {
                collect(node, index + 1 < nodes.count ? nodes[index + 1] : nil, &terms, &seen)
            }
        case .or(let nodes): for node in nodes { collect(node, nil, &terms, &seen) }
        case .phrase(let words, let prefix):
            guard seen.insert(node).inserted else { return }
            var following: [UInt8]?
            if !prefix, case .phrase(let others, prefix: false)? = next { following = joined(others) }
            terms.append(
                RelevanceTerm(
                    phrase: joined(words),
                    prefix: prefix,
                    node: node,
                    tag: words.count == 1 && !prefix ? Array(Fact.tag(words[0]).token.utf8) : nil,
                    next: following,
                    pair: following.map { joined(words) + [UInt8(ascii: " ")] + $0 }
                )
            )
        case .not, .tag, .mentions, .from, .aspect, .has, .flag, .written, .language, .count: break
        }
    }

    private static func joined(_ words: [String]) -> [UInt8] { Array(words.joined(separator: " ").utf8) }
}
