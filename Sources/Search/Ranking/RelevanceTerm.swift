import Glibc
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
    /// The phrase of this word and the one typed after it; nil where none stands beside it.
    let neighbours: [UInt8]?

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
            var neighbours: [UInt8]?
            if !prefix, case .phrase(let others, prefix: false)? = next { neighbours = joined(words + others) }
            terms.append(
                RelevanceTerm(
                    phrase: joined(words),
                    prefix: prefix,
                    node: node,
                    tag: words.count == 1 && !prefix ? Array(Fact.tag(words[0]).token.utf8) : nil,
                    neighbours: neighbours
                )
            )
        case .not, .tag, .mentions, .from, .aspect, .has, .flag, .written, .language, .count: break
        }
    }

    private static func joined(_ words: [String]) -> [UInt8] { Array(words.joined(separator: " ").utf8) }
}

/// How well texts answer a query, by the formula of ``BestConstants``.
struct Relevance {
    private let terms: [(term: RelevanceTerm, idf: Double)]
    private let sum: Double
    private let usualLength: Double

    /// `found` is how many of `posts` each term finds.
    init(_ terms: [RelevanceTerm], found: [Double], posts: Double, usualLength: Double) {
        self.terms = zip(terms, found).map { term, found in
            (term, log(1 + max(0, posts - found + 0.5) / (found + 0.5)))
        }
        sum = self.terms.reduce(0) { $0 + $1.idf }
        self.usualLength = max(1, usualLength)
    }

    func score(_ text: RowText, facts: String) -> Double {
        guard sum > 0 else { return 0 }
        let tags = Set(facts.split(separator: " ").map { Array($0.utf8) })
        let length = 1 - BestConstants.b + BestConstants.b * Double(text.length) / usualLength
        var score = 0.0
        for (index, (term, idf)) in terms.enumerated() {
            let count = Double(text.count(of: term.phrase, prefix: term.prefix))
            score += idf * count * (BestConstants.k1 + 1) / (count + BestConstants.k1 * length)
            if let tag = term.tag, tags.contains(tag) { score += BestConstants.exactTag * idf }
            if let neighbours = term.neighbours, text.count(of: neighbours, prefix: false) > 0 {
                let next = index + 1 < terms.count ? terms[index + 1].idf : idf
                score += BestConstants.sideBySide * (idf + next)
            }
        }
        return score / sum
    }
}
