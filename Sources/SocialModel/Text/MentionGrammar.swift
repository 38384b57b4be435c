/// diaspora*'s mentions, `@{name; id}` and `@{id}` (diaspora-behaviour §5).
public enum MentionGrammar {
    /// One mention in a text.
    public struct Mention: Sendable, Hashable {
        /// The name given in the text, trimmed; nil if there is none.
        public let name: String?
        /// Whom it names; nil if that is no valid ID, and hence nobody.
        public let id: DiasporaID?
        /// What the text says where the ID should stand.
        public let idText: String
        /// Where the markup stands, `@` and braces included.
        public let range: Range<String.Index>
    }

    /// The people a text mentions, each once, in order.
    public static func people(in text: String) -> [DiasporaID] {
        var seen: Set<DiasporaID> = []
        return mentions(in: text).compactMap(\.id).filter { seen.insert($0).inserted }
    }

    /// All mentions in a text, in order.
    public static func mentions(in text: String) -> [Mention] {
        var found: [Mention] = []
        var rest = text[...]
        while let open = rest.firstRange(ofASCII: "@{") {
            let inner = rest[open.upperBound...]
            guard let close = inner.utf8.firstIndex(of: UInt8(ascii: "}")) else { break }
            let end = text.utf8.index(after: close)
            if let mention = mention(inner[..<close], range: open.lowerBound..<end) {
                found.append(mention)
                rest = text[end...]
            } else {
                // The markup may open once more before this brace, as in `@{ @{bob@pod}`; but an ID has no space, so
                // only behind the last one. Each byte is looked at a bounded number of times.
                let space = inner[..<close].utf8.lastIndex(of: UInt8(ascii: " "))
                rest = text[(space ?? end)...]
            }
        }
        return found
    }

    /// Splits at the last `; ` that leaves an ID without spaces, which is the first one that can.
    private static func mention(_ inner: Substring, range: Range<String.Index>) -> Mention? {
        let space = inner.utf8.lastIndex(of: UInt8(ascii: " "))
        guard let space else {
            return inner.isEmpty ? nil : Mention(name: nil, id: DiasporaID(inner), idText: String(inner), range: range)
        }
        let idText = inner[inner.utf8.index(after: space)...]
        let before = inner[..<space]
        guard !idText.isEmpty, before.utf8.last == UInt8(ascii: ";") else { return nil }
        let name = before.dropLastByte()
        guard !name.isEmpty else { return nil }
        return Mention(name: name.trimmed, id: DiasporaID(idText), idText: String(idText), range: range)
    }
}

extension Substring {
    fileprivate func firstRange(ofASCII pair: StaticString) -> Range<Index>? {
        let wanted = Array(String(describing: pair).utf8)
        var from = startIndex
        while let first = utf8[from...].firstIndex(of: wanted[0]) {
            let second = utf8.index(after: first)
            if second < endIndex, utf8[second] == wanted[1] { return first..<utf8.index(after: second) }
            from = second
        }
        return nil
    }

    fileprivate func dropLastByte() -> Substring { self[..<utf8.index(before: endIndex)] }

    fileprivate var trimmed: String {
        var rest = self[...]
        while let first = rest.unicodeScalars.first, first.properties.isWhitespace {
            rest = rest[rest.unicodeScalars.index(after: rest.startIndex)...]
        }
        while let last = rest.unicodeScalars.last, last.properties.isWhitespace {
            rest = rest[..<rest.unicodeScalars.index(before: rest.endIndex)]
        }
        return String(rest)
    }
}
