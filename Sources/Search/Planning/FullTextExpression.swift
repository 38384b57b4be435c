import Query
import SocialModel

/// A query in FTS5's language: what finds every post that matches, and others only where the index lacks a fact.
///
/// Every term is quoted, and made of letters, marks, digits, emoji and private use only: nothing that a user types
/// reaches FTS5's parser.
struct FullTextExpression {
    /// The argument of `MATCH`.
    let text: String

    /// Whether it is one list, or what two or more have in common; tokens have no capitals that could be an operator's.
    var isSimple: Bool { !text.contains(" OR ") && !text.contains(" NOT ") && !text.contains("*") }

    /// Which posts it finds.
    enum Audience {
        case everybody
        case publicOnly
        case limitedOnly
    }

    /// In FTS5's language.
    init(text: String) { self.text = text }

    init(_ query: BoundQuery, _ audience: Audience) {
        let matches = Self.atLeast(query.root)
        switch audience {
        case .everybody: text = matches ?? Self.everything
        case .publicOnly: text = Self.within(.isPublic, matches)
        case .limitedOnly: text = Self.within(.isLimited, matches)
        }
    }

    private static func within(_ fact: Fact, _ matches: String?) -> String {
        joined([quoted(fact.token)] + (matches.map { [$0] } ?? []), by: " AND ")
    }

    /// What finds whatever matches, and maybe more; nil where that is everything.
    private static func atLeast(_ node: QueryNode<BoundNames>) -> String? {
        switch node {
        case .and(let nodes): return conjunction(nodes)
        case .or(let nodes):
            let parts = nodes.map(atLeast)
            return parts.contains(nil) ? nil : joined(parts.compactMap { $0 }, by: " OR ")
        // What is taken away from everything twice would be looked for by walking through everything.
        case .not(.not(let node)): return atLeast(node)
        case .not(let node): return atMost(node).map { "(\(everything) NOT \($0))" }
        default: return leaf(node)
        }
    }

    /// What finds nothing but what matches, and maybe not all of it; nil where that is nothing.
    private static func atMost(_ node: QueryNode<BoundNames>) -> String? {
        switch node {
        case .and(let nodes):
            let parts = nodes.map(atMost)
            return parts.contains(nil) ? nil : joined(parts.compactMap { $0 }, by: " AND ")
        case .or(let nodes):
            let parts = nodes.compactMap(atMost)
            return parts.isEmpty ? nil : joined(parts, by: " OR ")
        case .not(.not(let node)): return atMost(node)
        case .not(let node): return atLeast(node).map { "(\(everything) NOT \($0))" }
        // The index may still have it of a post that has lost it.
        case .has(let attachment) where attachment.mayGo: return nil
        default: return leaf(node)
        }
    }

    /// FTS5's NOT takes two sides, so what is wanted stands before what is not.
    private static func conjunction(_ nodes: [QueryNode<BoundNames>]) -> String? {
        var wanted: [String] = []
        var unwanted: [String] = []
        for node in nodes {
            if case .not(.not(let node)) = node {
                if let part = atLeast(node) { wanted.append(part) }
            } else if case .not(let node) = node {
                if let part = atMost(node) { unwanted.append(part) }
            } else if let part = atLeast(node) {
                wanted.append(part)
            }
        }
        if wanted.isEmpty, unwanted.isEmpty { return nil }
        let base = wanted.isEmpty ? everything : joined(wanted, by: " AND ")
        return unwanted.isEmpty ? base : "(\(base) NOT \(joined(unwanted, by: " OR ")))"
    }

    /// nil for what the index does not know.
    static func leaf(_ node: QueryNode<BoundNames>) -> String? {
        switch node {
        case .and, .or, .not: nil
        case .phrase(let words, let prefix):
            // Only the column of words has an order. A single word may be a CJK character of the other column.
            (words.count > 1 ? "words : " : "") + quoted(words.joined(separator: " ")) + (prefix ? " *" : "")
        case .tag(let name): quoted(Fact.tag(name).token)
        case .mentions(let people): anyOf(people.map(Fact.mentions))
        case .from(let people): anyOf(people.map(Fact.author))
        case .has(let attachment): quoted(Fact.has(attachment).token)
        case .language(let language): quoted(Fact.language(language).token)
        case .flag(.isPublic): quoted(Fact.isPublic.token)
        case .flag(.isLimited): quoted(Fact.isLimited.token)
        case .flag(.reshare): quoted(Fact.nothing.token)
        case .flag, .aspect, .written, .count: nil
        }
    }

    /// Each post is one of the two.
    static let everything = joined([Fact.isPublic, .isLimited].map { quoted($0.token) }, by: " OR ")

    private static func anyOf(_ facts: [Fact]) -> String {
        joined((facts.isEmpty ? [.nothing] : facts).map { quoted($0.token) }, by: " OR ")
    }

    private static func joined(_ parts: [String], by separator: String) -> String {
        parts.count == 1 ? parts[0] : "(\(parts.joined(separator: separator)))"
    }

    private static func quoted(_ tokens: String) -> String { "\"\(tokens)\"" }
}
