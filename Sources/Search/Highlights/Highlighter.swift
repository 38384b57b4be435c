public import Query
public import SocialModel

/// A stretch of a text that a query asked for.
public struct Highlight: Hashable, Sendable {
    /// Where it starts, in code points.
    public let start: Int
    /// How long it is, in code points.
    public let length: Int

    init(_ range: Range<Int>) {
        start = range.lowerBound
        length = range.count
    }

    /// From its start to its end.
    var range: Range<Int> { start..<start + length }
}

/// Shows in a text what a query asked for: its words, phrases, tags and mentions, but nothing that it excludes.
public struct Highlighter {
    private let tokenizer: Tokenizer
    private var phrases: [PhraseSearch] = []
    private var characters: Set<String> = []
    private var tags: Set<[UInt8]> = []
    private var people: Set<DiasporaID> = []

    /// A highlighter for one query; `people` are those whom it mentions other than by ID.
    public init(_ query: TypedQuery, with tokenizer: Tokenizer, people: Set<DiasporaID> = []) {
        self.tokenizer = tokenizer
        self.people = people
        collect(query.root)
    }

    private mutating func collect(_ node: QueryNode<TypedNames>) {
        switch node {
        case .and(let nodes), .or(let nodes): for node in nodes { collect(node) }
        case .not, .from, .aspect, .has, .flag, .written, .language, .count: break
        case .phrase(let words, let prefix):
            phrases.append(PhraseSearch(words, prefix: prefix))
            if words.count == 1 { characters.insert(words[0]) }
        case .tag(let name): tags.insert(Array(name.utf8))
        case .mentions(.id(let person)): people.insert(person)
        case .mentions: break
        }
    }

    /// What the text has of the query, in order, without overlaps.
    public func highlights(in text: String) -> [Highlight] { highlights(of: tokenizer.tokens(of: text)) }

    func highlights(of tokens: [Token]) -> [Highlight] {
        let words = tokens.filter { $0.kind == .word }
        let texts = words.map(\.text)
        var found: [Range<Int>] = []
        for phrase in phrases {
            for place in phrase.places(in: texts) {
                let last = words[place + phrase.length - 1]
                found.append(words[place].range.lowerBound..<last.range.upperBound)
            }
        }
        for token in tokens {
            let isWanted =
                switch token.kind {
                case .word: false
                case .character: characters.contains(token.text)
                case .tag: tags.contains(Array(token.text.utf8))
                case .mention(let person): people.contains(person)
                }
            if isWanted { found.append(token.range) }
        }
        return merged(found)
    }

    private func merged(_ ranges: [Range<Int>]) -> [Highlight] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if let last = merged.last, range.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged.map { Highlight($0) }
    }
}
