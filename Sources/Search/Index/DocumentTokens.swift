import Query
import SocialModel

/// What the index holds of a document, and what a query is matched against.
public struct DocumentTokens {
    /// The words in order, for phrases.
    let words: [String]
    /// The single CJK characters, each once.
    let characters: Set<String>
    /// The facts' tokens, each once.
    ///
    /// Tags are told apart by their bytes, as everywhere, hence not strings.
    let facts: Set<[UInt8]>
    /// The normalised names of its tags, each once.
    let tags: [String]

    /// Tokenizes a document.
    public init(_ document: SearchDocument, with tokenizer: Tokenizer) {
        let tokens = tokenizer.tokens(of: document.text)
        words = tokens.lazy.filter { $0.kind == .word }.map(\.text)
        characters = Set(tokens.lazy.filter { $0.kind == .character }.map(\.text))

        var facts: [Fact] = [.author(document.author), document.isPublic ? .isPublic : .isLimited]
        facts += document.attachments.map(Fact.has)
        if let language = document.language { facts.append(.language(language)) }
        facts += document.mentions.map(Fact.mentions)
        facts += document.tags.map(Fact.tag)
        self.facts = Set(facts.lazy.map { Array($0.token.utf8) })

        var seen: Set<[UInt8]> = []
        tags = document.tags.filter { seen.insert(Array($0.utf8)).inserted }
    }

    /// Reads the columns of a row.
    init(words: String, facts: String) {
        self.words = words.split(separator: " ").map(String.init)
        var (characters, tags): (Set<String>, [String]) = ([], [])
        var bytes: Set<[UInt8]> = []
        for token in facts.split(separator: " ") {
            guard let first = token.unicodeScalars.first, Fact.marks.contains(first) else {
                characters.insert(String(token))
                continue
            }
            bytes.insert(Array(token.utf8))
            if let tag = Fact.tagName(ofToken: token) { tags.append(tag) }
        }
        self.characters = characters
        self.facts = bytes
        self.tags = tags
    }

    /// Whether an index that holds these has what is wanted of it: what a post lost may stay there.
    func covers(_ wanted: DocumentTokens) -> Bool {
        words == wanted.words && characters == wanted.characters && facts.isSuperset(of: wanted.facts)
            && facts.subtracting(wanted.facts).isSubset(of: Self.mayStay)
    }

    private static let mayStay = Set(Attachment.allCases.filter(\.mayGo).map { Array(Fact.has($0).token.utf8) })

    /// The text of FTS5's column of words.
    var wordColumn: String { words.joined(separator: " ") }

    /// The text of FTS5's column of everything that has no order; the same for the same document.
    var factColumn: String {
        let facts = facts.map { String(decoding: $0, as: UTF8.self) }
        return (facts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } + characters.sorted()).joined(
            separator: " "
        )
    }
}
