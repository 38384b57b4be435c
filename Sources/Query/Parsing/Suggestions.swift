import SocialModel

extension QueryField {
    /// What might have been meant by a value that the field does not know.
    func suggestion(for value: String) -> String? {
        switch self {
        case .has:
            Self.attachmentNames[value.lowercased()]
                ?? Self.nearest(to: value, of: Attachment.allCases.map(\.rawValue) + ["comments"])
        case .is: Self.nearest(to: value, of: QueryFlag.allCases.map(\.rawValue))
        case .before, .after, .on: Self.date(in: value) ?? "7d"
        case .lang: Self.languageNames[value.lowercased()] ?? Self.languageNames[String(value.lowercased().prefix(2))]
        case .likes, .comments, .reshares:
            { $0.isEmpty ? ">5" : ">\($0)" }(value.filter { $0.isASCII && $0.isNumber }.prefix(9))
        case .aspect: "\"name\""
        case .from, .mentions: nil
        }
    }

    /// Other words for what a post may have.
    private static let attachmentNames = [
        "foto": "photo", "image": "photo", "picture": "photo", "url": "link", "place": "location", "survey": "poll",
    ]

    private static func nearest(to value: String, of known: [String]) -> String? {
        let value = value.lowercased()
        return known.first { value == $0 || value.isMisspelling(of: $0) }
    }

    /// The digits of a date in another order or with other signs between: `26.11.2026`, `2026/11/26`.
    private static func date(in value: String) -> String? {
        let numbers = value.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        let ordered = numbers[0] > 31 ? numbers : Array(numbers.reversed())
        let text = [(ordered[0], 4), (ordered[1], 2), (ordered[2], 2)].map { number, digits in
            String(repeating: "0", count: max(0, digits - String(number).count)) + String(number)
        }.joined(separator: "-")
        return QueryTime.Moment(text) == nil ? nil : text
    }

    /// English names and other codes of languages.
    private static let languageNames: [String: String] = {
        var names: [String: String] = [
            "german": "de", "deutsch": "de", "english": "en", "french": "fr", "spanish": "es", "italian": "it",
            "portuguese": "pt", "dutch": "nl", "polish": "pl", "russian": "ru", "ukrainian": "uk", "japanese": "ja",
            "chinese": "zh", "korean": "ko", "arabic": "ar", "hebrew": "he", "greek": "el", "turkish": "tr",
            "czech": "cs", "danish": "da", "swedish": "sv", "finnish": "fi", "norwegian": "no", "hungarian": "hu",
            "romanian": "ro", "persian": "fa", "hindi": "hi", "thai": "th", "nb": "no", "nn": "no", "iw": "he",
        ]
        for language in Language.allCases { names[language.rawValue] = language.rawValue }
        return names
    }()
}

extension String {
    /// Whether one letter too many, too few, another, or two exchanged make this out of a word of three or more.
    func isMisspelling(of word: String) -> Bool {
        let (mine, theirs) = (Array(utf8), Array(word.utf8))
        guard theirs.count >= 3, mine != theirs, abs(mine.count - theirs.count) <= 1 else { return false }
        let start = zip(mine, theirs).prefix { $0 == $1 }.count
        let end = zip(mine.reversed(), theirs.reversed()).prefix { $0 == $1 }.count
        let rest = max(mine.count, theirs.count) - min(start + end, min(mine.count, theirs.count))
        if rest <= 1 { return true }
        return mine.count == theirs.count && rest == 2 && mine[start] == theirs[start + 1]
            && mine[start + 1] == theirs[start]
    }
}
