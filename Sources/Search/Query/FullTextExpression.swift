import SocialModel

/// A query in FTS5's language.
///
/// Every term is quoted, and made of letters, marks, digits, emoji and private use only: nothing that a user types
/// reaches FTS5's parser.
struct FullTextExpression {
    /// The argument of `MATCH`.
    let text: String

    /// With `publicOnly` the index never steps on a limited post.
    init(_ query: BoundQuery, publicOnly: Bool) {
        let matches = Self.expression(query.root)
        text = publicOnly ? "(\(Self.quoted(Fact.isPublic.token)) AND \(matches))" : matches
    }

    private static func expression(_ node: QueryNode<[PersonNumber]>) -> String {
        switch node {
        case .and(let nodes): conjunction(nodes)
        case .or(let nodes): joined(nodes.map(expression), by: " OR ")
        case .not(let node): "(\(everything) NOT \(expression(node)))"
        case .phrase(let words, let prefix):
            // Only the column of words has an order. A single word may be a CJK character of the other column.
            (words.count > 1 ? "words : " : "") + quoted(words.joined(separator: " ")) + (prefix ? " *" : "")
        case .tag(let name): quoted(Fact.tag(name).token)
        case .mentions(let people): anyOf(people.map(Fact.mentions))
        case .from(let people): anyOf(people.map(Fact.author))
        case .fact(let fact): quoted(fact.fact.token)
        }
    }

    /// FTS5's NOT takes two sides, so what is wanted stands before what is not.
    private static func conjunction(_ nodes: [QueryNode<[PersonNumber]>]) -> String {
        var wanted: [String] = []
        var unwanted: [String] = []
        for node in nodes {
            if case .not(let node) = node { unwanted.append(expression(node)) } else { wanted.append(expression(node)) }
        }
        let base = wanted.isEmpty ? everything : joined(wanted, by: " AND ")
        return unwanted.isEmpty ? base : "(\(base) NOT \(joined(unwanted, by: " OR ")))"
    }

    /// Each post is one of the two.
    private static let everything = joined([Fact.isPublic, .isLimited].map { quoted($0.token) }, by: " OR ")

    private static func anyOf(_ facts: [Fact]) -> String {
        joined((facts.isEmpty ? [.nothing] : facts).map { quoted($0.token) }, by: " OR ")
    }

    private static func joined(_ parts: [String], by separator: String) -> String {
        parts.count == 1 ? parts[0] : "(\(parts.joined(separator: separator)))"
    }

    private static func quoted(_ tokens: String) -> String { "\"\(tokens)\"" }
}
