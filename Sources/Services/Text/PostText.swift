import Foundation
public import SocialModel
import Wire

/// A post's text as other networks can show it: without Markdown, in pieces that stay whole.
public struct PostText: Sendable, Hashable {
    /// The pieces, in order.
    public let pieces: [Piece]

    /// Reads Markdown with mentions and tags; `names` says how people are called whom the text names by their IDs only.
    ///
    /// Mentions are names, as the people mentioned have no account there.
    public init(markdown: String, names: [DiasporaID: String] = [:]) {
        let named = Self.named(TagGrammar.withoutBidirectionalWrappers(markdown), names)
        pieces = Self.pieces(of: Self.tidied(Markdown.plain(named)))
    }

    /// Composed, since some networks count code points; without blank lines beyond one.
    private static func tidied(_ text: String) -> String {
        var lines: [Substring] = []
        for line in text.precomposedStringWithCanonicalMapping.split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        ) {
            let line = line.trimmedEnd
            if line.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(line)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return String(lines.joined(separator: "\n").drop(while: \.isWhitespace))
    }

    // MARK: - Mentions

    private static func named(_ text: String, _ names: [DiasporaID: String]) -> String {
        var result = ""
        var position = text.startIndex
        for mention in MentionGrammar.mentions(in: text) {
            result += text[position..<mention.range.lowerBound]
            result += escaped(mention.name ?? mention.id.flatMap { names[$0] } ?? mention.idText)
            position = mention.range.upperBound
        }
        return result + text[position...]
    }

    /// A name as Markdown; without the sign that would address a stranger of that name.
    private static func escaped(_ name: String) -> String {
        var result = ""
        for character in name.drop(while: { $0 == "@" || $0 == "#" }) {
            if character.isASCII, character.isPunctuation || character.isSymbol, character != "@", character != "." {
                result.append("\\")
            }
            result.append(character)
        }
        return result
    }

    // MARK: - Pieces

    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var word = ""
        func endWord() {
            if !word.isEmpty { pieces.append(.text(word)) }
            word = ""
        }
        var rest = text[...]
        while let character = rest.first {
            if let url = LinkScan.link(at: rest.startIndex, in: text) {
                endWord()
                pieces.append(.link(String(url)))
                rest = text[url.endIndex...]
            } else if word.isEmpty, pieces.last?.isSpace ?? true, let name = tag(at: rest) {
                pieces.append(.tag(String(name)))
                rest = rest[name.endIndex...]
            } else if character.isWhitespace {
                endWord()
                let run = rest.prefix(while: \.isWhitespace)
                pieces.append(.text(String(run)))
                rest = rest[run.endIndex...]
            } else {
                word.append(character)
                rest = rest.dropFirst()
            }
        }
        endWord()
        return pieces
    }

    /// The name of a tag that begins a text; nil for `#` before anything else, and for numbers.
    private static func tag(at text: Substring) -> Substring? {
        guard text.first == "#" else { return nil }
        let name = text.dropFirst().prefix { $0.unicodeScalars.allSatisfy(TagGrammar.isTagScalar) }
        return name.contains(where: \.isLetter) ? name : nil
    }
}

extension Substring {
    fileprivate var trimmedEnd: Substring {
        guard let last = lastIndex(where: { !$0.isWhitespace }) else { return self[endIndex...] }
        return self[...last]
    }
}
