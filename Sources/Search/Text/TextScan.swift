import SocialModel

/// Finds what stands in a post's text besides words: mentions, hashtags and URLs.
struct TextScan {
    private var words: WordScan
    private let mentions: [Mention]
    private var plainStart = 0

    var tokens: [Token] { words.tokens }

    private struct Mention {
        let id: DiasporaID?
        let range: Range<Int>
        /// What a reader sees: the name, or the ID where there is none.
        let visible: Range<Int>
    }

    init(_ text: String, breaker: WordBreaker) {
        words = WordScan(Array(text.unicodeScalars), breaker: breaker)
        mentions = Self.mentions(in: text)
    }

    mutating func run() {
        let scalars = words.scalars
        var mentions = mentions[...]
        var index = 0
        while index < scalars.count {
            if let mention = mentions.first, mention.range.lowerBound == index {
                mentions.removeFirst()
                finishPlain(before: index)
                if let id = mention.id {
                    words.append(Token(kind: .mention(id), text: id.text, range: mention.range))
                }
                words.run(mention.visible)
                index = mention.range.upperBound
                plainStart = index
            } else if scalars[index] == "#", let range = tag(at: index) {
                finishPlain(before: index)
                let name = TagGrammar.normalise(String(scalars: scalars[range]))
                words.append(Token(kind: .tag, text: name, range: index..<range.upperBound))
                words.run(range)
                index = range.upperBound
                plainStart = index
            } else if scalars[index] == "h" || scalars[index] == "H",
                let url = url(at: index, limit: mentions.first?.range.lowerBound ?? scalars.count)
            {
                finishPlain(before: index)
                words.run(url.hostAndPath)
                index = url.end
                plainStart = index
            } else {
                index += 1
            }
        }
        finishPlain(before: index)
    }

    private mutating func finishPlain(before index: Int) { words.run(plainStart..<index) }

    // MARK: - Mentions

    private static func mentions(in text: String) -> [Mention] {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return [] }
        let scalars = text.unicodeScalars
        var position = text.startIndex
        var offset = 0
        return MentionGrammar.mentions(in: text).map { mention in
            let start = offset + scalars.distance(from: position, to: mention.range.lowerBound)
            let end = start + scalars.distance(from: mention.range.lowerBound, to: mention.range.upperBound)
            (position, offset) = (mention.range.upperBound, end)
            let idStart = end - 1 - mention.idText.unicodeScalars.count
            // `@{name; id}`: the name ends before the separator.
            let visible = mention.name == nil ? idStart..<end - 1 : start + 2..<max(start + 2, idStart - 2)
            return Mention(id: mention.id, range: start..<end, visible: visible)
        }
    }

    // MARK: - Hashtags

    /// The name of the tag that opens here, by the rules of `TagGrammar`.
    private func tag(at hash: Int) -> Range<Int>? {
        let scalars = words.scalars
        var start = hash + 1
        if hash > 0, !scalars[hash - 1].isASCIISpace {
            // `‪#‎tag‬`, as right-to-left editors paste it: the wrapper itself must open as a tag does.
            guard scalars[hash - 1].opensWrapper, hash == 1 || scalars[hash - 2].isASCIISpace, start < scalars.count,
                scalars[start].followsWrappedHash
            else { return nil }
            start += 1
            let run = scalars[start...].prefix { !$0.isASCIISpace }
            guard run.contains("\u{202C}") else { return nil }
        }
        var end = start
        while end < scalars.count, TagGrammar.isTagScalar(scalars[end]) { end += 1 }
        if end == start, scalars[start...].starts(with: ["<", "3"]) { end += 2 }
        return end > start ? start..<end : nil
    }

    // MARK: - URLs

    /// A URL that begins here: up to white space, a quotation mark or a bracket, query and fragment left out.
    private func url(at start: Int, limit: Int) -> (hostAndPath: Range<Int>, end: Int)? {
        let scalars = words.scalars
        guard start == 0 || !scalars[start - 1].isWordByte,
            let scheme = ["https://", "http://"].first(where: { scalars[start...].startsCaseInsensitively(with: $0) })
        else { return nil }
        var host = start + scheme.unicodeScalars.count
        host = min(host, limit)
        let end =
            scalars[host..<limit].firstIndex { $0.isASCIISpace || "<>\"()[]{}`".unicodeScalars.contains($0) }
            ?? limit
        if scalars[host..<end].startsCaseInsensitively(with: "www.") { host += 4 }
        let pathEnd = scalars[host..<end].firstIndex { $0 == "?" || $0 == "#" } ?? end
        return (host..<pathEnd, end)
    }
}

extension ArraySlice<Unicode.Scalar> {
    fileprivate func startsCaseInsensitively(with text: String) -> Bool {
        starts(with: text.unicodeScalars) { $0 == $1 || $0.isWordByte && $0.value | 0x20 == $1.value }
    }
}

extension Unicode.Scalar {
    fileprivate var opensWrapper: Bool { value == 0x202A || value == 0x202B }
    fileprivate var followsWrappedHash: Bool { [0x200E, 0x200F, 0x202D, 0x202E].contains(value) }
}
