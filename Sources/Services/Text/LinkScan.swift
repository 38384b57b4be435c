/// Addresses in plain text.
enum LinkScan {
    /// The address that begins at a place, without the punctuation that closes a sentence or a bracket behind it.
    static func link(at start: String.Index, in text: String) -> Substring? {
        let rest = text[start...]
        guard let scheme = ["https://", "http://"].first(where: { begins(rest, $0) }) else { return nil }
        if start > text.startIndex {
            let before = text[text.index(before: start)]
            guard !before.isLetter, !before.isNumber, !"@#$".contains(before) else { return nil }
        }
        var link = rest.prefix { !$0.isWhitespace && !"<>\"".contains($0) && $0 != "\u{2026}" }
        while let last = link.last, closesSentence(last, link) { link = link.dropLast() }
        guard link.count > scheme.count, link.dropFirst(scheme.count).first.map({ $0.isLetter || $0.isNumber }) == true
        else { return nil }
        return link
    }

    private static func begins(_ text: Substring, _ scheme: String) -> Bool {
        let head = text.prefix(scheme.count)
        return head.utf8.count == scheme.utf8.count && head.lowercased() == scheme
    }

    private static func closesSentence(_ last: Character, _ link: Substring) -> Bool {
        switch last {
        case ".", ",", ";", ":", "!", "?", "'", "*", "\u{2019}", "\u{201D}": true
        case ")": link.count { $0 == ")" } > link.count { $0 == "(" }
        case "]": link.count { $0 == "]" } > link.count { $0 == "[" }
        case "}": link.count { $0 == "}" } > link.count { $0 == "{" }
        default: false
        }
    }
}
