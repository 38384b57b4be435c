import Query
import Search
import SocialModel

/// A document as a naive scan sees it, with likes and such by its number: the oracle's view.
struct SamplePost: QueryablePost {
    let document: SearchDocument
    private let words: [String]
    private let characters: Set<String>

    init(_ document: SearchDocument, with tokenizer: Tokenizer) {
        self.document = document
        let tokens = tokenizer.tokens(of: document.text)
        words = tokens.filter { $0.kind == .word }.map(\.text)
        characters = Set(tokens.filter { $0.kind == .character }.map(\.text))
    }

    private var number: Int { Int(document.post.value) }

    func says(_ asked: [String], prefix: Bool) -> Bool {
        if asked.count == 1, characters.contains(asked[0]) { return true }
        for start in words.indices where start + asked.count <= words.count {
            var fits = true
            for (index, word) in asked.enumerated() {
                let mine = words[start + index]
                let isLast = index == asked.count - 1
                fits = fits && (prefix && isLast ? mine.utf8.starts(with: word.utf8) : mine == word)
            }
            if fits { return true }
        }
        return false
    }

    func isTagged(_ tag: String) -> Bool { document.tags.contains { $0.utf8.elementsEqual(tag.utf8) } }
    func mentions(anyOf people: [PersonNumber]) -> Bool { document.mentions.contains { people.contains($0) } }
    func isBy(anyOf people: [PersonNumber]) -> Bool { people.contains(document.author) }
    func isByMember(ofAnyOf aspects: [AspectNumber]) -> Bool {
        aspects.contains(AspectNumber(7)) && document.author.value.isMultiple(of: 2)
    }
    func has(_ attachment: Attachment) -> Bool { document.attachments.contains(attachment) }
    func has(_ flag: QueryFlag) -> Bool {
        switch flag {
        case .isPublic: document.isPublic
        case .isLimited: !document.isPublic
        case .nsfw: number % 5 == 0
        case .own: document.author == PersonNumber(2)
        case .liked: number % 4 == 0
        case .commented: number % 7 == 0
        case .reshare: false
        }
    }
    var second: Int64 { Int64(document.key.second) }
    var language: Language? { document.language }
    func count(of counter: Counter) -> Int {
        switch counter {
        case .likes: number % 3
        case .comments: number % 2
        case .reshares: number % 6
        }
    }
}
