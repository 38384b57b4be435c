import SocialModel

/// A post's text as a terminal shows it: mentions as names, tags coloured, hits marked.
enum PostText {
    /// `hits` are in code points of the text as the engine gave it.
    static func styled(_ text: String, hits: [Range<Int>] = []) -> StyledText {
        let marked = marks(text, hits)
        var result = StyledText()
        var position = text.startIndex
        for mention in MentionGrammar.mentions(in: text) where mention.range.lowerBound >= position {
            appendPlain(text, position..<mention.range.lowerBound, marked, to: &result)
            let name = (mention.name ?? mention.idText).printable.replacing("\n", with: " ")
            let isHit = text.unicodeScalars[mention.range].indices.contains(where: marked.contains)
            result.append("@" + name, isHit ? .hit : .mention)
            position = mention.range.upperBound
        }
        appendPlain(text, position..<text.endIndex, marked, to: &result)
        return result
    }

    private static func appendPlain(
        _ text: String,
        _ range: Range<String.Index>,
        _ marked: Set<String.Index>,
        to result: inout StyledText
    ) {
        var isTag = false
        for index in text[range].indices {
            let character = text[index]
            let first = character.unicodeScalars.first ?? " "
            if character == "#" {
                let isAtStart = index == text.startIndex || text[text.index(before: index)].isWhitespace
                let next = text[text.index(after: index)...].unicodeScalars.first
                isTag = isAtStart && next.map(TagGrammar.isTagScalar) == true
            } else if isTag {
                isTag = TagGrammar.isTagScalar(first)
            }
            guard first.isPrintable || character == "\t" || character == "\r\n" else { continue }
            let shown: Character = character == "\t" ? " " : character == "\r\n" ? "\n" : character
            result.append(String(shown).printable, marked.contains(index) ? .hit : isTag ? .tag : .plain)
        }
    }

    /// Where the marked code points stand.
    private static func marks(_ text: String, _ hits: [Range<Int>]) -> Set<String.Index> {
        guard !hits.isEmpty else { return [] }
        var marked: Set<String.Index> = []
        for (offset, index) in text.unicodeScalars.indices.enumerated()
        where hits.contains(where: { $0.contains(offset) }) {
            marked.insert(index)
        }
        return marked
    }
}
