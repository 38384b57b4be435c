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
