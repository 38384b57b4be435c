import Query
public import SocialModel

/// What the index holds of a document, and what a query is matched against.
///
/// Texts may be cut on another thread than the index's.
public struct DocumentTokens: Sendable {
    /// The post's place in time.
    public let key: OrderKey
    /// Whether everybody may see it.
    let isPublic: Bool
    /// FTS5's column of words: in order, for phrases, with a space between any two.
    let words: String
    let wordCount: Int
    /// FTS5's column of everything that has no order, each once: facts, and single CJK characters.
    ///
    /// It is the same for the same document.
    let facts: String
    /// The normalised names of its tags, each once.
    ///
    /// Tags are told apart by their bytes, as everywhere: no two of these may be compared as strings.
    let tags: [String]

    /// Tokenizes a document.
    public init(_ document: SearchDocument, with tokenizer: Tokenizer) {
        var words = ""
        words.reserveCapacity(document.text.utf8.count)
        var count = 0
        var characters: Set<String> = []
        for token in tokenizer.tokens(of: document.text) {
            switch token.kind {
            case .word:
                if count > 0 { words.append(" ") }
                words.append(token.text)
                count += 1
            case .character: characters.insert(token.text)
            case .tag, .mention: break
            }
        }
        key = document.key
        isPublic = document.isPublic
        self.words = words
        wordCount = count

        var facts: [Fact] = [.author(document.author), document.isPublic ? .isPublic : .isLimited]
        facts += document.attachments.map(Fact.has)
        if let language = document.language { facts.append(.language(language)) }
        facts += document.mentions.map(Fact.mentions)
        facts += document.tags.map(Fact.tag)
        self.facts = (Self.each(facts.map(\.token)) + characters.sorted()).joined(separator: " ")

        var seen: Set<[UInt8]> = []
        tags = document.tags.count < 2 ? document.tags : document.tags.filter { seen.insert(Array($0.utf8)).inserted }
    }

    /// Each once, in the order of their bytes.
    private static func each(_ tokens: [String]) -> [String] {
        var each: [String] = []
        for token in tokens.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        where !(each.last?.utf8.elementsEqual(token.utf8) ?? false) { each.append(token) }
        return each
    }

    /// What the row holds in all.
    var check: RowCheck { RowCheck(words: words, facts: facts) }
}
