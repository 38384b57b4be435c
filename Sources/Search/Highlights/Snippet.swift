import SocialModel

/// The part of a text in which most of a query shows.
public struct Snippet: Hashable, Sendable {
    /// How long one is at most, in code points.
    public static let length = 200

    /// The part, as written, without marks for what is left out.
    public let text: String
    /// Where it starts in the whole text, in code points.
    public let start: Int
    /// Whether the whole text goes on after it.
    public let isCutOff: Bool
    /// The highlights within, relative to the part.
    public let highlights: [Highlight]
}

/// What a text has of a query.
public struct Passages: Hashable, Sendable {
    /// All of it, in order.
    public let highlights: [Highlight]
    /// The part in which most of it shows.
    public let snippet: Snippet
}

extension Highlighter {
    /// What the text has of the query, and the part in which most of it shows.
    public func passages(in text: String) -> Passages {
        let highlights = highlights(in: text)
        return Passages(highlights: highlights, snippet: snippet(of: text, over: highlights))
    }

    /// The part of a text with most highlights, the first one of several; at most `length` code points, and cut between
    /// words where there is one to cut at.
    public func snippet(of text: String, length: Int = Snippet.length) -> Snippet {
        snippet(of: text, over: highlights(in: text), length: length)
    }

    private func snippet(of text: String, over highlights: [Highlight], length: Int = Snippet.length) -> Snippet {
        let scalars = Array(text.unicodeScalars)
        let length = max(1, length)
        let window = window(over: highlights, length: length, in: scalars)
        let inside = highlights.map { $0.range.clamped(to: window) }.filter { !$0.isEmpty }
        return Snippet(
            text: String(scalars: scalars[window]),
            start: window.lowerBound,
            isCutOff: window.upperBound < scalars.count,
            highlights: inside.map { Highlight($0.lowerBound - window.lowerBound..<$0.upperBound - window.lowerBound) }
        )
    }

    private func window(over highlights: [Highlight], length: Int, in scalars: [Unicode.Scalar]) -> Range<Int> {
        guard scalars.count > length else { return 0..<scalars.count }
        // A quarter of the window is for what stands before the first highlight.
        var best = (start: 0, hits: 0)
        var end = 0
        for (first, highlight) in highlights.enumerated() {
            let start = max(0, min(highlight.start - length / 4, scalars.count - length))
            end = max(end, first)
            while end < highlights.count, highlights[end].range.upperBound <= start + length { end += 1 }
            if end - first > best.hits { best = (start, end - first) }
        }
        let limit = best.start + length
        let isSpace = { (index: Int) in scalars[index].properties.isWhitespace }
        // Half a word at either edge goes, if the edge is near the word's other end.
        var lower = best.start
        if lower > 0, !isSpace(lower - 1) {
            lower = (lower..<lower + length / 8).first(where: isSpace).map { $0 + 1 } ?? lower
        }
        var upper = limit
        if upper < scalars.count, !isSpace(upper) {
            upper = (limit - length / 8..<limit).last(where: isSpace) ?? upper
        }
        return lower..<max(lower, upper)
    }
}
