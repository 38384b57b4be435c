/// diaspora*'s hashtags (diaspora-behaviour §4).
public enum TagGrammar {
    /// The longest name a tag may have, in code points.
    ///
    /// A longer one makes its whole post or comment invalid.
    public static let longestName = 255

    /// The tags of a text, normalised and each once, in order of first appearance.
    ///
    /// `"#Cats and #cats, not x#y, #<3"` has `["cats", "<3"]`.
    public static func tags(in text: String) -> [String] {
        guard text.utf8.contains(UInt8(ascii: "#")) else { return [] }
        var found: [String] = []
        // By their bytes: strings are equal that Unicode calls canonically equivalent, tags are not.
        var seen: Set<[UInt8]> = []
        forEachTag(in: text) { name in
            let normal = lowercased(name)
            if seen.insert(Array(normal.utf8)).inserted { found.append(normal) }
        }
        return found
    }

    /// The name under which a tag is stored and looked up: `#Node.js` gives `nodejs`, `<3` stays.
    public static func normalise(_ name: some StringProtocol) -> String {
        if name.utf8.allSatisfy({ $0 < 0x80 && isTagScalar(Unicode.Scalar($0)) }) { return name.lowercased() }
        var scalars = Array(name.unicodeScalars)[...]
        if scalars.first == "#" { scalars = scalars.dropFirst() }
        if scalars.starts(with: heart) { return "<3" }
        return lowercased(String(scalars: name.unicodeScalars.lazy.filter(isTagScalar)))
    }

    /// Whether a scalar may stand in a tag's name.
    public static func isTagScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", "-": return true
            default: return false
            }
        }
        switch scalar.value {
        case 0x55B, 0x55C, 0x55E, 0x58A: return true
        default: break
        }
        if scalar.properties.isAlphabetic { return true }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation: return true
        default: return false
        }
    }

    /// Lower case scalar by scalar, without regard to context: `ΣΑΣ` gives `σασ`.
    public static func lowercased(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        return text.unicodeScalars.reduce(into: "") { $0 += $1.properties.lowercaseMapping }
    }

    /// The text with `‪#‎tag‬`, as right-to-left editors paste it, turned into `#tag`.
    ///
    /// U+202A or U+202B, `#`, one of U+200E U+200F U+202D U+202E, anything but white space, U+202C.
    public static func withoutBidirectionalWrappers(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value == 0x202A || $0.value == 0x202B }) else { return text }
        return String(scalars: withoutBidirectionalWrappers(Array(text.unicodeScalars)))
    }

    // MARK: - Scan

    private static let heart: [Unicode.Scalar] = ["<", "3"]

    /// Calls `body` with each tag as typed.
    ///
    /// A tag starts a line or follows ASCII white space.
    private static func forEachTag(in text: String, _ body: (String) -> Void) {
        let scalars = withoutBidirectionalWrappers(Array(text.unicodeScalars))
        var index = 0
        var opens = true
        while index < scalars.count {
            guard opens, scalars[index] == "#" else {
                opens = isSpace(scalars[index])
                index += 1
                continue
            }
            let start = index + 1
            var end = start
            while end < scalars.count, isTagScalar(scalars[end]) { end += 1 }
            if end == start, scalars[start...].starts(with: heart) { end += 2 }
            if end > start {
                body(String(scalars: scalars[start..<end]))
            }
            opens = false
            index = max(end, start)
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || (0x09...0x0D).contains(scalar.value)
    }

    /// Turns `‪#‎tag‬`, as right-to-left editors paste it, into `#tag`.
    ///
    /// U+202A or U+202B, `#`, one of U+200E U+200F U+202D U+202E, anything but white space, U+202C.
    private static func withoutBidirectionalWrappers(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard scalars.contains(where: { $0.value == 0x202A || $0.value == 0x202B }) else { return scalars }
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(scalars.count)
        var index = 0
        while index < scalars.count {
            if let inner = wrapped(scalars, at: index) {
                result.append("#")
                result.append(contentsOf: scalars[inner])
                index = inner.upperBound + 1
            } else {
                result.append(scalars[index])
                index += 1
            }
        }
        return result
    }

    /// What stands between the marks of a wrapper that opens at `index`: all up to the last U+202C before white space.
    private static func wrapped(_ scalars: [Unicode.Scalar], at index: Int) -> Range<Int>? {
        let start = index + 3
        guard start < scalars.count, scalars[index].value == 0x202A || scalars[index].value == 0x202B,
            scalars[index + 1] == "#", [0x200E, 0x200F, 0x202D, 0x202E].contains(scalars[index + 2].value)
        else { return nil }
        let run = scalars[start...].prefix { !isSpace($0) }
        guard let end = run.lastIndex(where: { $0.value == 0x202C }), end > start else { return nil }
        return start..<end
    }
}
