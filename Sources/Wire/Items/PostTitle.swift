import SocialModel

/// The title that an item shows (diaspora-behaviour §13.1).
enum PostTitle {
    /// The longest title, in code points, `...` included.
    static let longest = 70
    /// The longest first line that is taken for a heading.
    static let longestHeading = 200
    /// How much of a text is looked at, so that a long one costs no more than a short one.
    static let head = 400

    /// The heading in the first line, else the beginning of the text, without Markdown; nil if nothing is left.
    static func of(_ text: String, mentioned: [PersonCard]) -> String? {
        let start = text.unicodeScalars.firstIndex { !$0.isBlank }
        guard let start else { return nil }
        let head = String(text.unicodeScalars[start...].prefix(head))
        let scalars = Array(named(head, mentioned).unicodeScalars)
        let plain = squished(Markdown.stripped(heading(scalars) ?? scalars))
        guard !plain.isEmpty else { return nil }
        return string(plain.count > longest ? plain.prefix(longest - 3) + "...".unicodeScalars : plain[...])
    }

    /// The text with mentions as the names given there, else as the people's own, else as their IDs.
    private static func named(_ text: String, _ mentioned: [PersonCard]) -> String {
        let mentions = MentionGrammar.mentions(in: text)
        guard !mentions.isEmpty else { return text }
        var result = ""
        var position = text.startIndex
        for mention in mentions {
            result += text[position..<mention.range.lowerBound]
            result += mention.name ?? mentioned.first { $0.id == mention.id }?.name ?? mention.idText
            position = mention.range.upperBound
        }
        return result + text[position...]
    }

    /// The heading in the first line: after `#` and a space, or over a line of `=` or `-`.
    private static func heading(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar]? {
        let lines = scalars.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).map(withoutReturn)
        guard let first = lines.first else { return nil }
        let marks = first.prefix { $0 == "#" }.count
        if (1...6).contains(marks), first.dropFirst(marks).first?.isBlank == true {
            var content = first.dropFirst(marks)
            if let last = content.lastIndex(where: { $0 != "#" }), content[last].isBlank {
                content = content[...last]
            }
            let title = content.trimmed
            return title.isEmpty || title.count > longestHeading ? nil : Array(title)
        }
        guard lines.count > 1, !first.isEmpty, first.count <= longestHeading, let mark = lines[1].first,
            mark == "=" || mark == "-", lines[1].allSatisfy({ $0 == mark })
        else { return nil }
        return Array(first)
    }

    private static func withoutReturn(_ line: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        line.last == "\r" ? line.dropLast() : line
    }

    /// White space at the ends gone, and one space for each run of it inside.
    private static func squished(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(scalars.count)
        for scalar in scalars {
            if !scalar.isBlank {
                result.append(scalar)
            } else if let last = result.last, last != " " {
                result.append(" ")
            }
        }
        if result.last == " " { result.removeLast() }
        return result
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}

extension Unicode.Scalar {
    /// Whether this is white space; decided for ASCII without a look into the Unicode tables.
    var isBlank: Bool { isASCII ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace }
}

extension ArraySlice<Unicode.Scalar> {
    /// Without white space at the ends.
    fileprivate var trimmed: ArraySlice {
        let rest = drop { $0.isBlank }
        guard let last = rest.lastIndex(where: { !$0.isBlank }) else { return [] }
        return rest[...last]
    }
}
