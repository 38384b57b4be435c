import SocialModel

/// What the value of a property must be like (protocol §7).
///
/// Unless it says otherwise, a rule holds for null.
enum Rule: Sendable {
    /// There is a value; an unreadable one is none.
    case notNull
    /// There is a text.
    case notEmpty
    /// At most so many code points.
    case length(Int)
    /// At most so many code points, none of them `;`.
    case name(Int)
    /// At least so many nested elements.
    case atLeast(Int)
    /// At least so many IDs, separated by `;`.
    case people(atLeast: Int)
    /// A URI with these parts, relative or with http or https (§19).
    case uri([WebURI.Part])
    /// `yyyy-mm-dd`, a day of the calendar.
    case birthday
    /// At most so many `#`.
    case tags(Int)
    /// `Area/Place` or `Area/Region/Place`.
    case timeZone
    /// Exactly one of these; null is none.
    case oneOf([String])

    /// Whether a value keeps the rule.
    func allows(_ value: Record.Value?) -> Bool {
        switch (self, value) {
        case (.notNull, let value): value != nil
        case (.notEmpty, .string(let text)): !text.isEmpty
        case (.notEmpty, _), (.oneOf, nil): false
        case (.oneOf(let words), .string(let text)): words.contains { $0.utf8.elementsEqual(text.utf8) }
        case (.atLeast(let least), .list(let items)): items.count >= least
        case (.atLeast(let least), _): least == 0
        case (_, nil): true
        case (.length(let most), .string(let text)): text.hasAtMost(most)
        case (.name(let most), .string(let text)): text.hasAtMost(most) && !text.utf8.contains(UInt8(ascii: ";"))
        case (.people(let least), .string(let text)): Self.isPeople(text, atLeast: least)
        case (.uri(let parts), .string(let text)): WebURI.isWebOrRelative(text, having: parts)
        case (.birthday, .string(let text)): Self.isDay(text)
        case (.tags(let most), .string(let text)): text.utf8.count { $0 == UInt8(ascii: "#") } <= most
        case (.timeZone, .string(let text)): Self.isTimeZone(text)
        default: false
        }
    }

    /// The parts of a list of IDs; empty ones at the end do not count.
    ///
    /// By bytes: as a character, `;` equals U+037E and differs from itself with an accent.
    static func people(in text: String) -> [Substring] {
        var parts = text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        while parts.last?.isEmpty == true { parts.removeLast() }
        return parts.map { Substring($0) }
    }

    private static func isPeople(_ text: String, atLeast least: Int) -> Bool {
        let people = people(in: text)
        return people.count >= least && people.allSatisfy(DiasporaID.isWellFormed)
    }

    private static func isDay(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10])
        else { return false }
        return Timestamp(year: year, month: month, day: day) != nil
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            ? digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } : nil
    }

    private static func isTimeZone(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return (2...3).contains(parts.count)
            && parts.allSatisfy { part in
                part.count <= 14
                    && part.allSatisfy { byte in
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                    }
            }
    }
}

extension String {
    /// Whether there are no more code points than that.
    fileprivate func hasAtMost(_ most: Int) -> Bool { utf8.count <= most || unicodeScalars.count <= most }
}
