public import SocialModel

/// A condition on when a post was written; days are those of UTC.
///
/// Of any date, each post is exactly one of `before:`, `on:` and `after:`.
public struct QueryTime: Hashable, Sendable {
    /// Which side of the moment.
    public enum Relation: String, Hashable, Sendable {
        /// Earlier than its start.
        case before
        /// Within it; of a time ago, within its day.
        case on
        /// From its end on.
        case after
    }

    /// A moment, or a stretch of time.
    public enum Moment: Hashable, Sendable {
        /// A second, a day, a month or a year, in seconds since 1970.
        case stretch(Range<Int64>)
        /// So many seconds ago.
        case ago(Int64)
        /// The day so many days ago: `today`, `yesterday`.
        case dayAgo(Int64)
    }

    /// Which side of the moment.
    public let relation: Relation
    /// The moment.
    public let moment: Moment

    /// Joins both.
    public init(_ relation: Relation, _ moment: Moment) {
        self.relation = relation
        self.moment = moment
    }

    /// The seconds that are meant.
    public func seconds(now: Timestamp) -> Range<Int64> {
        let now = now.seconds
        let stretch: Range<Int64>
        switch moment {
        case .stretch(let range): stretch = range
        case .ago(let seconds): stretch = relation == .on ? Self.day(of: now - seconds) : now - seconds..<now - seconds
        case .dayAgo(let days): stretch = Self.day(of: now - days * 86_400)
        }
        switch relation {
        case .before: return Int64.min..<stretch.lowerBound
        case .on: return stretch
        case .after: return stretch.upperBound..<Int64.max
        }
    }

    private static func day(of second: Int64) -> Range<Int64> {
        let rest = second % 86_400
        let start = second - (rest < 0 ? rest + 86_400 : rest)
        return start..<start + 86_400
    }
}

extension QueryTime.Moment {
    /// Reads a date, or a time ago; nil for anything else.
    ///
    /// `2026`, `2026-11`, `2026-11-26`, `2026-11-26T14:30`, `2026-11-26T14:30:05Z`; `12h`, `7d`, `2w`, `3mo`, `1y`; `today`,
    /// `yesterday`. A month ago is 30 days, a year 365.
    public init?(_ text: String) {
        switch text.lowercased() {
        case "today": self = .dayAgo(0)
        case "yesterday": self = .dayAgo(1)
        default:
            guard let moment = Self.ago(text) ?? Self.date(text) else { return nil }
            self = moment
        }
    }

    private static func ago(_ text: String) -> Self? {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        guard (1...9).contains(digits.count), let count = Int64(String(text.prefix(digits.count))) else { return nil }
        let unit: Int64
        switch text.dropFirst(digits.count).lowercased() {
        case "h": unit = 3_600
        case "d": unit = 86_400
        case "w": unit = 7 * 86_400
        case "mo": unit = 30 * 86_400
        case "y": unit = 365 * 86_400
        default: return nil
        }
        return count <= QueryLimits.longestAgo / unit ? .ago(count * unit) : nil
    }

    private static func date(_ text: String) -> Self? {
        var halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        if halves.count == 1 { halves = text.split(separator: "t", maxSplits: 1, omittingEmptySubsequences: false) }
        let date = numbers(halves[0], separator: "-", digits: [4, 2, 2])
        guard let date, let year = date.first else { return nil }
        if halves.count == 2 {
            var time = halves[1]
            if time.last == "Z" || time.last == "z" { time.removeLast() }
            guard date.count == 3, let clock = numbers(time, separator: ":", digits: [2, 2, 2]), clock.count >= 2,
                clock.count == 2 || clock[2] < 60,
                let start = Timestamp(
                    year: year,
                    month: date[1],
                    day: date[2],
                    hour: clock[0],
                    minute: clock[1],
                    second: clock.count == 3 ? clock[2] : 0
                )
            else { return nil }
            return .stretch(start.seconds..<start.seconds + (clock.count == 3 ? 1 : 60))
        }
        let month = date.count > 1 ? date[1] : 1
        guard year <= 9_998, let start = Timestamp(year: year, month: month, day: date.count > 2 ? date[2] : 1) else {
            return nil
        }
        let end: Timestamp?
        switch date.count {
        case 1: end = Timestamp(year: year + 1, month: 1, day: 1)
        case 2: end = Timestamp(year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)
        default: end = Timestamp(seconds: start.seconds + 86_400)
        }
        return end.map { .stretch(start.seconds..<$0.seconds) }
    }

    /// One number at least, of exactly as many digits as there should be.
    private static func numbers(_ text: Substring, separator: Character, digits: [Int]) -> [Int]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard !parts.isEmpty, parts.count <= digits.count else { return nil }
        var numbers: [Int] = []
        for (part, count) in zip(parts, digits) {
            guard part.utf8.count == count, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(part)
            else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}
