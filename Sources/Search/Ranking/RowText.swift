/// A row's words as the index holds them, with a space between any two.
struct RowText {
    private let bytes: [UInt8]
    /// How many words it has.
    let length: Int

    private static let space = UInt8(ascii: " ")

    init(_ words: String) { self.init(Array(words.utf8)) }

    init(_ words: [UInt8]) {
        bytes = words
        length = bytes.isEmpty ? 0 : bytes.count { $0 == Self.space } + 1
    }

    /// How often these words, given with spaces between, stand side by side; with `prefix` the last may go on.
    func count(of phrase: [UInt8], prefix: Bool) -> Int {
        guard let first = phrase.first, phrase.count <= bytes.count else { return 0 }
        var count = 0
        for start in 0...bytes.count - phrase.count where bytes[start] == first {
            guard start == 0 || bytes[start - 1] == Self.space else { continue }
            let end = start + phrase.count
            guard prefix || end == bytes.count || bytes[end] == Self.space else { continue }
            if bytes[start..<end].elementsEqual(phrase) { count += 1 }
        }
        return count
    }
}
