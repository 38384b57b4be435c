/// A sentence with places for words.
struct Template: Sendable {
    private enum Part: Sendable {
        case text(String)
        case topic
        case quality
        case place
        case rareWord
    }

    private let parts: [Part]

    /// Reads `{t}`, `{q}`, `{p}` and `{r}`; every other brace stands for itself.
    init(_ text: String) {
        var parts: [Part] = []
        var plain = ""
        var rest = Substring(text)
        while let first = rest.first {
            let part: Part? =
                switch rest.prefix(3) {
                case "{t}": .topic
                case "{q}": .quality
                case "{p}": .place
                case "{r}": .rareWord
                default: nil
                }
            guard let part else {
                plain.append(first)
                rest = rest.dropFirst()
                continue
            }
            if !plain.isEmpty { parts.append(.text(plain)) }
            plain = ""
            parts.append(part)
            rest = rest.dropFirst(3)
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
        self.parts = parts
    }

    /// Adds the sentence with words in its places.
    func write(_ language: Vocabulary, _ random: inout RandomSource, to text: inout String) {
        for part in parts {
            switch part {
            case .text(let plain): text += plain
            case .topic: text += language.topic(&random)
            case .quality: text += language.quality(&random)
            case .place: text += random.pick(language.places) ?? ""
            case .rareWord: text += language.rareWord(&random)
            }
        }
    }

    /// The sentence with words in its places.
    func written(_ language: Vocabulary, _ random: inout RandomSource) -> String {
        var text = ""
        write(language, &random, to: &text)
        return text
    }
}
