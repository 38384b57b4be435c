/// Markdown as plain text: marks go, links show as `text (url)` and pictures as `text url`.
///
/// This follows the common constructs, not a standard to the letter; what is not one of them stays as it is.
public enum Markdown {
    /// The text without marks, line by line.
    public static func plain(_ text: String) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: stripped(Array(text.unicodeScalars)))
        return String(view)
    }

    /// The text without marks.
    static func stripped(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var stripper = MarkdownStripper()
        var isFirst = true
        for line in scalars.split(separator: "\n", omittingEmptySubsequences: false) {
            if !isFirst { stripper.output.append("\n") }
            isFirst = false
            stripper.inline(withoutBlockMarks(line))
        }
        return stripper.finished
    }

    /// A line without the marks of headings, quotes, lists, fences and rules at its beginning.
    private static func withoutBlockMarks(_ line: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        var rest = line.drop { $0 == " " || $0 == "\t" }
        while rest.first == ">" { rest = rest.dropFirst().drop { $0 == " " } }
        if rest.starts(with: "```".unicodeScalars) { return [] }
        let marks = rest.prefix { $0 == "#" }.count
        if (1...6).contains(marks), rest.dropFirst(marks).first == " " { return rest.dropFirst(marks + 1) }
        if let mark = rest.first, "-=*_".unicodeScalars.contains(mark), rest.count >= 3,
            rest.allSatisfy({ $0 == mark || $0 == "\r" })
        {
            return []
        }
        if let mark = rest.first, "-*+".unicodeScalars.contains(mark), rest.dropFirst().first == " " {
            return rest.dropFirst(2)
        }
        let digits = rest.prefix { ("0"..."9").contains($0) }.count
        if (1...9).contains(digits), rest.dropFirst(digits).starts(with: ". ".unicodeScalars) {
            return rest.dropFirst(digits + 2)
        }
        return rest
    }
}

/// Takes the marks out of lines, one after another.
private struct MarkdownStripper {
    var output: [Unicode.Scalar] = []
    /// Emphasis that may yet be closed: which mark, how many, and where they stand in the output.
    private var openers: [(mark: Unicode.Scalar, count: Int, at: Int)] = []
    private var dropped: [Range<Int>] = []

    /// The output without the marks that turned out to be pairs.
    var finished: [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var position = 0
        for range in dropped.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            result.append(contentsOf: output[position..<range.lowerBound])
            position = range.upperBound
        }
        return result + output[position...]
    }

    mutating func inline(_ line: ArraySlice<Unicode.Scalar>) {
        var rest = line
        while let scalar = rest.first {
            switch scalar {
            case "\\" where rest.dropFirst().first.map(Self.isPunctuation) == true:
                output.append(rest[rest.startIndex + 1])
                rest = rest.dropFirst(2)
            case "`": rest = code(rest)
            case "<": rest = address(rest.dropFirst(), closed: true) ?? plain(rest)
            case "h", "H": rest = address(rest, closed: false) ?? plain(rest)
            case "[", "!": rest = link(rest) ?? plain(rest)
            case "*", "_", "~": rest = emphasis(rest, in: line)
            default: rest = plain(rest)
            }
        }
    }

    /// The next scalar, whatever it is, and all after it that cannot begin a mark.
    private mutating func plain(_ rest: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        let end = rest.dropFirst().firstIndex(where: Self.mayBeginMark) ?? rest.endIndex
        output.append(contentsOf: rest[..<end])
        return rest[end...]
    }

    private static func mayBeginMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\\", "`", "[", "!", "*", "_", "~", "<", "h", "H": true
        default: false
        }
    }

    /// An address as it stands, whose underscores and asterisks are no marks; nil if there is none.
    ///
    /// One between `<` and `>` ends there.
    private mutating func address(_ rest: ArraySlice<Unicode.Scalar>, closed: Bool) -> ArraySlice<Unicode.Scalar>? {
        let head = String(String.UnicodeScalarView(rest.prefix(8))).lowercased()
        guard head.hasPrefix("https://") || head.hasPrefix("http://") else { return nil }
        var run = rest.prefix { !$0.isBlank && $0 != "<" && $0 != ">" && $0 != "\"" && $0 != ")" && $0 != "]" }
        if closed {
            guard rest[run.endIndex...].first == ">" else { return nil }
            output.append(contentsOf: run)
            return rest[(run.endIndex + 1)...]
        }
        // Marks at its end close what was opened before it.
        while let last = run.last, "*_~`".unicodeScalars.contains(last) { run = run.dropLast() }
        output.append(contentsOf: run)
        return rest[run.endIndex...]
    }

    /// A run of backticks: what stands up to the next run of as many stays as it is.
    private mutating func code(_ rest: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        let ticks = rest.prefix { $0 == "`" }.count
        let inside = rest.dropFirst(ticks)
        var run = 0
        for index in inside.indices {
            run = inside[index] == "`" ? run + 1 : 0
            let ends = index + 1 == inside.endIndex || inside[index + 1] != "`"
            if run == ticks, ends {
                output.append(contentsOf: inside[..<(index + 1 - ticks)])
                return inside[(index + 1)...]
            }
        }
        output.append(contentsOf: rest.prefix(ticks))
        return inside
    }

    /// `[text](url "title")`, or with `!` before it; nil if it is neither.
    private mutating func link(_ rest: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar>? {
        let isPicture = rest.first == "!"
        let bracket = isPicture ? rest.dropFirst() : rest
        guard bracket.first == "[" else { return nil }
        let inside = bracket.dropFirst()
        guard let close = inside.firstIndex(of: "]"), inside[(close + 1)...].first == "(" else { return nil }
        let target = inside[(close + 2)...]
        guard let end = target.firstIndex(of: ")") else { return nil }
        let url = target[..<end].drop { $0 == " " }.prefix { $0 != " " }
        inline(inside[..<close])
        output.append(contentsOf: (isPicture ? " " : " (").unicodeScalars)
        output.append(contentsOf: url)
        if !isPicture { output.append(")") }
        return target[(end + 1)...]
    }

    /// A run of `*`, `_` or `~`: opens emphasis before a word, closes it after one; `_` not inside a word.
    private mutating func emphasis(
        _ rest: ArraySlice<Unicode.Scalar>,
        in line: ArraySlice<Unicode.Scalar>
    ) -> ArraySlice<Unicode.Scalar> {
        guard let mark = rest.first else { return rest }
        let run = rest.prefix { $0 == mark }
        let before = run.startIndex > line.startIndex ? line[run.startIndex - 1] : " "
        let after = run.endIndex < line.endIndex ? line[run.endIndex] : " "
        let touchesBefore = !before.isBlank
        let touchesAfter = !after.isBlank
        let isInsideWord = Self.isWord(before) && Self.isWord(after)
        let at = output.count
        output.append(contentsOf: run)
        guard !(mark == "_" && isInsideWord), mark != "~" || run.count == 2 else { return rest[run.endIndex...] }
        if touchesBefore, let opener = openers.lastIndex(where: { $0.mark == mark && $0.count == run.count }) {
            dropped.append(openers[opener].at..<(openers[opener].at + run.count))
            dropped.append(at..<(at + run.count))
            openers.removeSubrange(opener...)
        } else if touchesAfter {
            openers.append((mark, run.count, at))
        }
        return rest[run.endIndex...]
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: !scalar.isASCII && scalar.properties.isAlphabetic
        }
    }

    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && scalar.value > 0x20 && scalar.value < 0x7F && !isWord(scalar)
    }
}
