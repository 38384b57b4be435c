import CICU

/// Finds the words of plain text.
struct WordScan {
    let scalars: [Unicode.Scalar]
    private(set) var tokens: [Token] = []
    /// Off only to check the fast path against the slow one.
    var usesFastPath = true
    private let breaker: WordBreaker
    private let facts = ScalarFacts.table
    private var bytes: [UInt8] = []

    init(_ scalars: [Unicode.Scalar], breaker: WordBreaker) {
        self.scalars = scalars
        self.breaker = breaker
        tokens.reserveCapacity(scalars.count / 5)
    }

    mutating func append(_ token: Token) { tokens.append(token) }

    /// Appends the tokens of a range.
    mutating func run(_ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let first = role(index)
            if first == .separator {
                index += 1
                continue
            }
            var end = index
            while end < range.upperBound, role(end) == .plain { end += 1 }
            if end > index, end == range.upperBound || role(end) == .separator, appendPlain(index..<end) {
                index = end
            } else {
                end = endOfMixedText(from: index, to: range.upperBound)
                appendMixed(index..<end)
                index = end
            }
        }
    }

    /// What a scalar is to the scan.
    private func role(_ index: Int) -> ScalarFacts.Role {
        let value = Int(scalars[index].value)
        guard value < facts.count else { return .mixed }
        // The slow path is for all but what ends a word in ASCII, which is cut off before ICU is asked.
        return usesFastPath || value < 0x80 && facts[value].role == .separator ? facts[value].role : .mixed
    }

    /// A word of plain letters needs no ICU: everything else parts words; false for one that may have to be cut off.
    private mutating func appendPlain(_ range: Range<Int>) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        for index in range {
            facts[Int(scalars[index].value)].append(to: &bytes)
            if bytes.count > Tokenizer.longestWord { return false }
        }
        if !bytes.isEmpty {
            tokens.append(Token(kind: .word, text: String(decoding: bytes, as: UTF8.self), range: range))
        }
        return true
    }

    /// Goes on over white space, so that ICU is asked once for a sentence and not for each word, up to a piece that does
    /// not need it.
    private func endOfMixedText(from start: Int, to limit: Int) -> Int {
        var end = start
        while end < limit {
            let piece = scalars[end..<limit].firstIndex { $0.isASCIISpace } ?? limit
            guard end == start || (end..<piece).contains(where: { role($0) == .mixed }) else { break }
            end = min(piece + 1, limit)
        }
        return end
    }

    // MARK: - What ICU cuts

    /// Cuts out what is CJK, which has rules of its own, and leaves the rest to UAX #29.
    private mutating func appendMixed(_ range: Range<Int>) {
        let classes = scalars[range].map { scalar in
            let value = Int(scalar.value)
            return value < facts.count ? facts[value].category : cicu_classify(Int32(bitPattern: scalar.value))
        }
        func classOf(_ index: Int) -> cicu_class { classes[index - range.lowerBound] }
        var start = range.lowerBound
        while start < range.upperBound {
            let isCJK = classOf(start) == CICU_CJK
            var end = start + 1
            while end < range.upperBound {
                let next = classOf(end)
                if isCJK {
                    guard next == CICU_CJK || next == CICU_MARK || next == CICU_IGNORABLE else { break }
                } else {
                    guard next != CICU_CJK else { break }
                }
                end += 1
            }
            if isCJK {
                appendCJK(start..<end, classOf)
            } else {
                breaker.forEachSegment(of: scalars[start..<end]) { appendSegment($0, classOf) }
            }
            start = end
        }
    }

    /// Takes the words and emoji out of a segment, which may hold punctuation too: `3.14`, `l’eau`.
    private mutating func appendSegment(_ segment: Range<Int>, _ classOf: (Int) -> cicu_class) {
        var start = segment.lowerBound
        while start < segment.upperBound {
            let first = classOf(start)
            var end = start + 1
            if first == CICU_LETTER {
                while end < segment.upperBound, classOf(end).continuesWord { end += 1 }
                if let text = breaker.fold(scalars[start..<end]) {
                    tokens.append(Token(kind: .word, text: text, range: start..<end))
                }
            } else if first.isEmoji {
                while end < segment.upperBound, classOf(end).isEmoji || classOf(end) == CICU_IGNORABLE { end += 1 }
                let text = emoji(start..<end, classOf)
                tokens.append(Token(kind: .word, text: text, range: start..<end))
            }
            start = end
        }
    }

    /// An emoji without skin tones and variation selectors; joiners stay between its parts.
    private func emoji(_ range: Range<Int>, _ classOf: (Int) -> cicu_class) -> String {
        var text = String.UnicodeScalarView()
        for index in range where classOf(index).isEmoji {
            guard text.count < Tokenizer.longestWord / 8 else { break }
            if !text.isEmpty, scalars[index - 1] == "\u{200D}" { text.append("\u{200D}") }
            text.append(scalars[index])
        }
        return String(text)
    }

    /// Appends each character and each pair of neighbours; one character alone is a word of its own.
    private mutating func appendCJK(_ range: Range<Int>, _ classOf: (Int) -> cicu_class) {
        let characters = cjkCharacters(range, classOf)
        for (index, character) in characters.enumerated() {
            tokens.append(Token(kind: .character, text: character.text, range: character.range))
            if index + 1 < characters.count {
                let next = characters[index + 1]
                let range = character.range.lowerBound..<next.range.upperBound
                tokens.append(Token(kind: .word, text: character.text + next.text, range: range))
            } else if index == 0 {
                tokens.append(Token(kind: .word, text: character.text, range: character.range))
            }
        }
    }

    /// The folded characters: voicing marks, half-width or not, and conjoining Jamo belong to what they follow, and a
    /// ligature such as `ヿ` is several characters in one place.
    private func cjkCharacters(
        _ range: Range<Int>,
        _ classOf: (Int) -> cicu_class
    ) -> [(text: String, range: Range<Int>)] {
        var found: [(text: String, range: Range<Int>)] = []
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start + 1
            while end < range.upperBound, classOf(end) != CICU_CJK || scalars[end].joinsPrecedingCharacter { end += 1 }
            if end == start + 1, scalars[start].isFoldedCJK {
                found.append((String(scalars[start]), start..<end))
            } else {
                for scalar in (breaker.fold(scalars[start..<end]) ?? "").unicodeScalars {
                    found.append((String(scalar), start..<end))
                }
            }
            start = end
        }
        return found
    }
}

extension cicu_class {
    fileprivate var continuesWord: Bool { self == CICU_LETTER || self == CICU_MARK || self == CICU_IGNORABLE }
    fileprivate var isEmoji: Bool { self == CICU_EMOJI || self == CICU_REGIONAL }
}

extension Unicode.Scalar {
    /// An ASCII letter or digit.
    var isWordByte: Bool {
        switch value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    /// What a hashtag may follow, and what ends a URL.
    var isASCIISpace: Bool { self == " " || (0x09...0x0D).contains(value) }

    /// Most Hiragana, Katakana, ideographs and syllables of Hangul: what folding leaves alone.
    var isFoldedCJK: Bool {
        switch value {
        case 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
        default: false
        }
    }

    /// A vowel or final consonant of decomposed Hangul, or a half-width voicing mark.
    fileprivate var joinsPrecedingCharacter: Bool {
        (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) || value == 0xFF9E || value == 0xFF9F
    }
}
