public import Query
import SocialModel

/// A query in FTS5's language: what finds every post that matches, and others only where the index lacks a fact.
///
/// Every term is quoted, and made of letters, marks, digits, emoji and private use only: nothing that a user types
/// reaches FTS5's parser.
struct FullTextExpression {
    /// The argument of `MATCH`.
    let text: String

    /// What finds all that its audience may see.
    private let all: String

    /// How much a row that it finds costs, in those of a single word: twice as much where two lists are walked, three times
    /// with more, or where one is taken from another.
    var rowCost: Int {
        let lists = text.utf8.count { $0 == UInt8(ascii: "\"") } / 2 + (text.contains("*") ? 1 : 0)
        return text.contains(" NOT ") ? 3 : min(lists, 3)
    }

    /// Which posts it finds.
    enum Audience {
        case everybody
        case publicOnly
        case limitedOnly
    }

    init(_ query: BoundQuery, _ audience: Audience) {
        switch audience {
        case .everybody: all = Self.everything
        case .publicOnly: all = Self.quoted(Fact.isPublic.token)
        case .limitedOnly: all = Self.quoted(Fact.isLimited.token)
        }
        switch Self.matches(query.root) {
        case .found(let part): text = audience == .everybody ? part : "(\(all) AND \(part))"
        case .allBut(let part): text = "(\(all) NOT \(part))"
        case nil: text = all
        }
    }

    private init(_ text: String, like other: FullTextExpression) {
        self.text = text
        all = other.all
    }

    /// What finds the same rows, and begins with some phrases, of which any may stand there, or one at least does.
    func asking(for phrases: [String], isOneThere: Bool) -> FullTextExpression {
        let any = Self.joined(phrases + (isOneThere ? [] : [all]), by: " OR ")
        return FullTextExpression(text == Self.everything ? any : "(\(any) AND \(text))", like: self)
    }

    /// What has whatever matches, and maybe more.
    ///
    /// FTS5's NOT takes two sides, so that what is unwanted is kept apart until there is something to take it from.
    private enum Matches {
        case found(String)
        case allBut(String)
    }

    /// nil: nothing less than everything.
    private static func matches(_ node: QueryNode<BoundNames>) -> Matches? {
        switch node {
        case .and(let nodes):
            let (found, allBut) = split(nodes.compactMap(matches))
            if found.isEmpty { return allBut.isEmpty ? nil : .allBut(joined(allBut, by: " OR ")) }
            let all = joined(found, by: " AND ")
            return .found(allBut.isEmpty ? all : "(\(all) NOT \(joined(allBut, by: " OR ")))")
        case .or(let nodes):
            let parts = nodes.map(matches)
            if parts.contains(where: { $0 == nil }) { return nil }
            let (found, allBut) = split(parts.compactMap { $0 })
            if allBut.isEmpty {
                return .found(joined(found.isEmpty ? [quoted(Fact.nothing.token)] : found, by: " OR "))
            }
            let unwanted = joined(allBut, by: " AND ")
            return .allBut(found.isEmpty ? unwanted : "(\(unwanted) NOT \(joined(found, by: " OR ")))")
        // The index may still have it of a post that has lost it.
        case .not(.has(let attachment)) where attachment.mayGo: return nil
        case .not(let node): return leaf(node).map { .allBut($0) }
        default: return leaf(node).map { .found($0) }
        }
    }

    private static func split(_ parts: [Matches]) -> (found: [String], allBut: [String]) {
        var (found, allBut): ([String], [String]) = ([], [])
        for part in parts {
            switch part {
            case .found(let part): found.append(part)
            case .allBut(let part): allBut.append(part)
            }
        }
        return (found, allBut)
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
    private static let everything = joined([Fact.isPublic, .isLimited].map { quoted($0.token) }, by: " OR ")

    private static func anyOf(_ facts: [Fact]) -> String {
        joined((facts.isEmpty ? [.nothing] : facts).map { quoted($0.token) }, by: " OR ")
    }

    private static func joined(_ parts: [String], by separator: String) -> String {
        parts.count == 1 ? parts[0] : "(\(parts.joined(separator: separator)))"
    }

    private static func quoted(_ tokens: String) -> String { "\"\(tokens)\"" }
}

extension BoundQuery {
    /// Whether FTS5 comes to a row of it without gathering lists first, as it does for beginnings of which it has no index.
    public var isQuickToSeek: Bool {
        var isQuick = true
        root.forEachLeaf { leaf in
            guard case .phrase(let words, prefix: true) = leaf, let last = words.last else { return }
            if !Partition.prefixes.contains(last.unicodeScalars.count) { isQuick = false }
        }
        return isQuick
    }
}
