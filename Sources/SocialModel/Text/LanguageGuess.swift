extension Language {
    /// The language in which most of a text is, as far as one can tell; nil if one cannot.
    ///
    /// By its script, and where several languages share that, by their commonest words, of which there must be two at
    /// least and more than of any other language. Looks at the first 1,024 bytes; addresses, tags and mentions do not
    /// count. The same text gives the same answer.
    public init?(of text: String) {
        var count = LanguageCount()
        let bytes = text.utf8.span
        count.read(bytes.extracting(0..<min(bytes.count, 1_024)))
        guard let language = count.language else { return nil }
        self = language
    }
}

/// What of a text tells its language.
private struct LanguageCount {
    /// Letters of each script.
    private var letters = [Int](repeating: 0, count: Script.allCases.count)
    /// Common words of each language.
    private var words = [Int](repeating: 0, count: CommonWords.languages.count)
    /// Letters that Persian, and Ukrainian, have besides those of Arabic, and of Russian; and those of Russian only.
    private var persian = 0
    private var ukrainian = 0
    private var russian = 0

    private enum Script: Int, CaseIterable {
        case latin, greek, cyrillic, hebrew, arabic, devanagari, thai, kana, han, hangul
    }

    mutating func read(_ bytes: Span<UInt8>) {
        var index = 0
        var word: UInt64 = 0
        var length = 0
        var startsWord = true
        while index < bytes.count {
            let byte = bytes[index]
            if startsWord, let end = Self.endOfSkipped(bytes, index) {
                index = end
                continue
            }
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                letters[Script.latin.rawValue] += 1
                word = word << 8 | UInt64(byte | 0x20)
                length += 1
                startsWord = false
                index += 1
            case 0x80...:
                let size = Self.size(byte)
                let second = index + 1 < bytes.count ? bytes[index + 1] : 0
                count(byte, second)
                for offset in 0..<size where index + offset < bytes.count {
                    var part = bytes[index + offset]
                    // Capitals of Latin-1 are 0x20 below their small letters.
                    if byte == 0xC3, offset == 1, part < 0x9F { part |= 0x20 }
                    word = word << 8 | UInt64(part)
                }
                length += size
                startsWord = false
                index += size
            default:
                take(word, length)
                (word, length, startsWord) = (0, 0, byte != UInt8(ascii: "'"))
                index += 1
            }
        }
        take(word, length)
    }

    private mutating func take(_ word: UInt64, _ length: Int) {
        guard (1...8).contains(length), var mask = CommonWords.masks[word] else { return }
        while mask != 0 {
            words[mask.trailingZeroBitCount] += 1
            mask &= mask - 1
        }
    }

    /// Where an address, a tag or a mention ends that begins here.
    private static func endOfSkipped(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
        func begins(_ text: String) -> Bool {
            var index = start
            for byte in text.utf8 {
                guard index < bytes.count, bytes[index] == byte else { return false }
                index += 1
            }
            return true
        }
        let end: UInt8
        switch bytes[start] {
        case UInt8(ascii: "#"): end = UInt8(ascii: " ")
        case UInt8(ascii: "@") where begins("@{"): end = UInt8(ascii: "}")
        case UInt8(ascii: "h") where begins("http://") || begins("https://"): end = UInt8(ascii: " ")
        default: return nil
        }
        var index = start + 1
        while index < bytes.count, bytes[index] != end, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        return index + 1
    }

    private static func size(_ byte: UInt8) -> Int { byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4 }

    /// Counts a letter by the first two bytes of its UTF-8.
    private mutating func count(_ byte: UInt8, _ second: UInt8) {
        let script: Script? =
            switch byte {
            case 0xC3...0xCB: .latin
            case 0xCD...0xCF: .greek
            case 0xD0...0xD3: .cyrillic
            case 0xD7: .hebrew
            case 0xD8...0xDB: .arabic
            case 0xE0 where second == 0xA4 || second == 0xA5: .devanagari
            case 0xE0 where second == 0xB8 || second == 0xB9: .thai
            case 0xE1 where second == 0xBA || second == 0xBB: .latin
            case 0xE3 where (0x81...0x83).contains(second): .kana
            case 0xE4...0xE9: .han
            case 0xEA where second >= 0xB0, 0xEB, 0xEC: .hangul
            default: nil
            }
        if let script { letters[script.rawValue] += 1 }
        switch (byte, second) {
        // پ چ ژ ک گ ی
        case (0xD9, 0xBE), (0xDA, 0x86), (0xDA, 0x98), (0xDA, 0xA9), (0xDA, 0xAF), (0xDB, 0x8C): persian += 1
        // і ї є ґ and their capitals
        case (0xD1, 0x96), (0xD1, 0x97), (0xD1, 0x94), (0xD0, 0x86), (0xD0, 0x87), (0xD0, 0x84), (0xD2, 0x90),
            (0xD2, 0x91):
            ukrainian += 1
        // ы э ё ъ and their capitals
        case (0xD1, 0x8B), (0xD1, 0x8D), (0xD1, 0x91), (0xD1, 0x8A), (0xD0, 0xAB), (0xD0, 0xAD), (0xD0, 0x81),
            (0xD0, 0xAA):
            russian += 1
        default: break
        }
    }

    var language: Language? {
        // Names and loan words in Latin stand in texts of every script, and a Han character is as much as two letters.
        var weights = letters
        for index in weights.indices where index != Script.latin.rawValue { weights[index] *= 2 }
        let most = weights.indices.max { weights[$0] < weights[$1] } ?? 0
        guard weights[most] >= 4, let script = Script(rawValue: most) else { return nil }
        switch script {
        case .latin: return latin
        case .greek: return .el
        case .cyrillic: return ukrainian == russian ? nil : ukrainian > russian ? .uk : .ru
        case .hebrew: return .he
        case .arabic: return persian > 0 ? .fa : .ar
        case .devanagari: return .hi
        case .thai: return .th
        case .kana: return .ja
        case .han: return letters[Script.kana.rawValue] * 10 > letters[Script.han.rawValue] ? .ja : .zh
        case .hangul: return .ko
        }
    }

    private var latin: Language? {
        let ranking = words.indices.sorted { words[$0] > words[$1] }
        guard words[ranking[0]] >= 2, words[ranking[0]] > words[ranking[1]] else { return nil }
        return CommonWords.languages[ranking[0]]
    }
}
