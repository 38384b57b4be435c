extension Timestamp {
    /// Reads an ISO 8601 date and time.
    ///
    /// `2016-02-19T02:13:41Z`, with a fraction (cut to microseconds), with a
    /// numeric offset (`+02:00`, `+0200`, `+02`, also after a space), the old
    /// form `2016-02-19 02:13:41 UTC`, and one without a zone, which is taken as
    /// UTC (federation protocol §6 and §19). `24:00:00` is the next midnight.
    /// Anything else is nil.
    public init?(iso8601 text: some StringProtocol) {
        var reader = DigitReader(bytes: Array(text.utf8))
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2), reader.skip(":"),
            let second = reader.number(2)
        else { return nil }
        var microsecond = 0
        if reader.skip(".") {
            guard let fraction = reader.fraction() else { return nil }
            microsecond = fraction
        }
        let isMidnight = hour == 24 && minute == 0 && second == 0 && microsecond == 0
        guard let offset = reader.zone(), reader.isAtEnd,
            let time = Timestamp(
                year: year,
                month: month,
                day: day,
                hour: isMidnight ? 0 : hour,
                minute: minute,
                second: second,
                microsecond: microsecond
            )
        else { return nil }
        // An offset can lead out of the years 0…9999, which have no form to be written in.
        let minutes = (isMidnight ? 1_440 : 0) - offset
        let utc = Timestamp(microseconds: time.microseconds + Int64(minutes) * 60_000_000)
        guard (0...9999).contains(utc.date.year) else { return nil }
        self = utc
    }

    /// UTC with whole seconds, as the protocol writes it: `2016-02-19T02:13:41Z`.
    public var iso8601Seconds: String { text(fractionDigits: 0) }

    /// UTC with milliseconds, as diaspora*'s web JSON writes it: `2016-02-19T02:13:41.000Z`.
    public var iso8601Milliseconds: String { text(fractionDigits: 3) }

    /// UTC with microseconds, losing nothing: `2016-02-19T02:13:41.000000Z`.
    public var iso8601Microseconds: String { text(fractionDigits: 6) }

    private func text(fractionDigits: Int) -> String {
        let date = self.date
        let time = Int(seconds - Self.floorDivision(seconds, 86_400) * 86_400)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(28)
        func put(_ value: Int, _ digits: Int) {
            var divisor = 1
            for _ in 1..<digits { divisor *= 10 }
            while divisor > 0 {
                bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
                divisor /= 10
            }
        }
        put(date.year, 4)
        bytes.append(UInt8(ascii: "-"))
        put(date.month, 2)
        bytes.append(UInt8(ascii: "-"))
        put(date.day, 2)
        bytes.append(UInt8(ascii: "T"))
        put(time / 3_600, 2)
        bytes.append(UInt8(ascii: ":"))
        put(time / 60 % 60, 2)
        bytes.append(UInt8(ascii: ":"))
        put(time % 60, 2)
        if fractionDigits > 0 {
            bytes.append(UInt8(ascii: "."))
            put(Int(fraction) / (fractionDigits == 3 ? 1_000 : 1), fractionDigits)
        }
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Walks over the parts of a timestamp.
private struct DigitReader {
    let bytes: [UInt8]
    var index = 0

    var isAtEnd: Bool { index == bytes.count }

    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: scalar) else { return false }
        index += 1
        return true
    }

    mutating func number(_ digits: Int) -> Int? {
        guard index + digits <= bytes.count else { return nil }
        var value = 0
        for _ in 0..<digits {
            guard bytes[index].isASCIIDigit else { return nil }
            value = value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
            index += 1
        }
        return value
    }

    /// Microseconds from one or more digits; what is finer is cut off.
    mutating func fraction() -> Int? {
        var value = 0
        var digits = 0
        while index < bytes.count, bytes[index].isASCIIDigit {
            if digits < 6 { value = value * 10 + Int(bytes[index] - UInt8(ascii: "0")) }
            digits += 1
            index += 1
        }
        guard digits > 0 else { return nil }
        while digits < 6 {
            value *= 10
            digits += 1
        }
        return value
    }

    /// Minutes east of UTC; nil if there is something else than a zone.
    mutating func zone() -> Int? {
        if isAtEnd || skip("Z") || skip("z") { return 0 }
        if skip(" "), skip("U") { return skip("T") && skip("C") ? 0 : nil }
        let sign = skip("+") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hours = number(2), hours <= 23 else { return nil }
        if isAtEnd { return sign * hours * 60 }
        _ = skip(":")
        guard let minutes = number(2), minutes <= 59 else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
