/// A point in time, in microseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since the epoch; negative before it.
    public var microseconds: Int64

    /// Wraps microseconds.
    @inlinable public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Whole seconds since the epoch.
    @inlinable public init(seconds: Int64) { microseconds = seconds &* 1_000_000 }

    /// Earlier first.
    @inlinable public static func < (one: Self, other: Self) -> Bool { one.microseconds < other.microseconds }

    /// Seconds since the epoch, rounded down.
    public var seconds: Int64 { Self.floorDivision(microseconds, 1_000_000) }

    /// The second as an order key holds it: clamped to 1970…2106.
    public var orderSecond: UInt32 { UInt32(clamping: seconds) }

    /// Microseconds within the second, 0…999,999.
    public var fraction: Int64 { microseconds - seconds * 1_000_000 }

    static func floorDivision(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}

// MARK: - Civil time

extension Timestamp {
    /// The time of a date and time of day in UTC; nil where a part is out of range (years 0…9999).
    ///
    /// Day 30 or 31 is checked against its month. A second of 60 counts as the next minute's first.
    public init?(
        year: Int,
        month: Int,
        day: Int,
        hour: Int = 0,
        minute: Int = 0,
        second: Int = 0,
        microsecond: Int = 0
    ) {
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(year, month),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
            (0..<1_000_000).contains(microsecond)
        else { return nil }
        let seconds = Self.daysSinceEpoch(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
        microseconds = Int64(seconds) * 1_000_000 + Int64(microsecond)
    }

    /// Year, month, day in UTC.
    public var date: (year: Int, month: Int, day: Int) {
        // Days are counted from 1 March of year 0, so that the leap day ends a year.
        let days = Int(Self.floorDivision(seconds, 86_400)) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func days(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
