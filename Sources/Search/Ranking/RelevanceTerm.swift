import Query

/// Something that a query asks the words of a post for; phrases by their numbers among those that are asked for.
struct RelevanceTerm {
    /// The node of the query that finds it.
    let node: QueryNode<BoundNames>
    let phrase: Int
    /// How many words it has.
    let length: Int
    /// The fact of a post that has the word as a hashtag; nil for more words than one.
    let tag: Int?
    /// What was typed after it, to be side by side with it; nil where nothing was.
    let next: Int?
}

/// All that a query asks for and does not exclude, each once.
struct RelevanceTerms {
    private(set) var all: [RelevanceTerm] = []
    private(set) var asked = AskedPhrases()
    private var seen: Set<QueryNode<BoundNames>> = []

    init(_ query: BoundQuery) { collect(query.root, nil) }

    private mutating func collect(_ node: QueryNode<BoundNames>, _ next: QueryNode<BoundNames>?) {
        switch node {
        case .and(let nodes):
            for (index, node) in nodes.enumerated() {
                collect(node, index + 1 < nodes.count ? nodes[index + 1] : nil)
            }
        case .or(let nodes): for node in nodes { collect(node, nil) }
        case .phrase(let words, let prefix):
            guard seen.insert(node).inserted, let phrase = asked.add(node) else { return }
            var following: Int?
            if !prefix, let next, case .phrase(_, prefix: false) = next { following = asked.add(next) }
            let tag = words.count == 1 && !prefix ? asked.add(.tag(words[0])) : nil
            all.append(RelevanceTerm(node: node, phrase: phrase, length: words.count, tag: tag, next: following))
        case .not, .tag, .mentions, .from, .aspect, .has, .flag, .written, .language, .count: break
        }
    }
}
