import SocialModel

/// Says whether a document matches a query, without an index: what the index must agree with.
public struct Matcher {
    private let root: QueryNode<[PersonNumber]>

    /// A matcher of one query.
    public init(_ query: BoundQuery) { root = query.root }

    /// Whether the document matches; who may see it is another question.
    public func matches(_ document: DocumentTokens) -> Bool { matches(root, document) }

    private func matches(_ node: QueryNode<[PersonNumber]>, _ document: DocumentTokens) -> Bool {
        switch node {
        case .and(let nodes): nodes.allSatisfy { matches($0, document) }
        case .or(let nodes): nodes.contains { matches($0, document) }
        case .not(let node): !matches(node, document)
        case .phrase(let words, let prefix):
            !PhraseSearch(words, prefix: prefix).places(in: document.words).isEmpty
                || (words.count == 1 && document.characters.contains(words[0]))
        case .tag(let name): document.has(.tag(name))
        case .mentions(let people): people.contains { document.has(.mentions($0)) }
        case .from(let people): people.contains { document.has(.author($0)) }
        case .fact(let fact): document.has(fact.fact)
        }
    }
}

/// Finds words side by side in a text's words.
struct PhraseSearch {
    private let words: [String]
    private let prefix: Bool

    init(_ words: [String], prefix: Bool) {
        self.words = words
        self.prefix = prefix
    }

    /// The number of its words.
    var length: Int { words.count }

    /// Where it begins, as positions among the text's words.
    func places(in text: [String]) -> [Int] {
        guard let last = words.last, words.count <= text.count else { return [] }
        return (0...text.count - words.count).filter { start in
            let end = text[start + words.count - 1]
            guard prefix ? end.utf8.starts(with: last.utf8) : end == last else { return false }
            return zip(words.dropLast(), text[start...]).allSatisfy { $0 == $1 }
        }
    }
}
