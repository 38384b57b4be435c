import SocialModel

/// Characters with their styles, to be wrapped and printed.
struct StyledText {
    struct Piece {
        var character: Character
        var style: Style
    }

    private(set) var pieces: [Piece] = []

    init() {}

    init(_ text: String, _ style: Style) { append(text, style) }

    mutating func append(_ text: some StringProtocol, _ style: Style) {
        pieces.append(contentsOf: text.map { Piece(character: $0, style: style) })
    }

    mutating func append(_ character: Character, _ style: Style) {
        pieces.append(Piece(character: character, style: style))
    }

    init(_ pieces: some Sequence<Piece>) { self.pieces = Array(pieces) }

    /// Columns on a terminal.
    var width: Int { pieces.reduce(0) { $0 + $1.character.columns } }

    /// For a terminal, one escape sequence a stretch.
    func text(colours: Bool) -> String {
        var text = ""
        var start = pieces.startIndex
        while start < pieces.endIndex {
            let style = pieces[start].style
            let end = pieces[start...].firstIndex { $0.style != style } ?? pieces.endIndex
            text += style.apply(String(pieces[start..<end].map(\.character)), colours: colours)
            start = end
        }
        return text
    }

    /// Lines of at most so many columns, broken at spaces, or within a word that is longer.
    func wrapped(_ columns: Int) -> [StyledText] {
        pieces.split(omittingEmptySubsequences: false) { $0.character == "\n" }.flatMap { Self.wrap($0, columns) }
    }

    private static func wrap(_ pieces: ArraySlice<Piece>, _ columns: Int) -> [StyledText] {
        var lines: [StyledText] = []
        var rest = pieces
        while true {
            var width = 0
            var end = rest.startIndex
            var lastSpace: Int?
            while end < rest.endIndex, width + rest[end].character.columns <= columns {
                if rest[end].character == " " { lastSpace = end }
                width += rest[end].character.columns
                end += 1
            }
            if end == rest.endIndex {
                lines.append(StyledText(rest))
                return lines
            }
            // A character wider than the line still has to go somewhere.
            if end == rest.startIndex { end += 1 }
            let cut = rest[end].character == " " ? end : lastSpace.flatMap { $0 > rest.startIndex ? $0 : nil } ?? end
            lines.append(StyledText(rest[..<cut]))
            rest = rest[cut...].drop { $0.character == " " }
            if rest.isEmpty { return lines }
        }
    }
}

extension Character {
    /// Columns that it takes on a terminal, by the usual rule: East Asian wide ones and emoji two, marks none.
    var columns: Int {
        guard let first = unicodeScalars.first else { return 0 }
        if first.isASCII { return 1 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}") { return 2 }
        return Self.wide.contains { $0.contains(first.value) } ? 2 : 1
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
        0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]
}
