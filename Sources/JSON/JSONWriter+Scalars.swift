public import SocialModel

extension JSONWriter {
    /// Appends a string with its quotes.
    public static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        if needsEscapes(text) {
            for byte in text.utf8 { appendEscaped(byte, to: &bytes) }
        } else {
            bytes.append(contentsOf: text.utf8)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends a string, or `null` for none.
    public static func append(_ text: String?, to bytes: inout [UInt8]) {
        if let text { append(text, to: &bytes) } else { append(literal: "null", to: &bytes) }
    }

    /// Appends a whole number in decimal.
    public static func append(_ number: Int64, to bytes: inout [UInt8]) {
        var rest = number.magnitude
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        guard rest >= 10 else { return bytes.append(UInt8(ascii: "0") + UInt8(rest)) }
        let start = bytes.count
        while rest > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        }
        bytes[start...].reverse()
    }

    /// Appends a time as diaspora*'s web JSON has it, `"2016-02-19T02:13:41.000Z"`, clamped to the years 0…9999.
    public static func append(milliseconds time: Timestamp, to bytes: inout [UInt8]) {
        let time = min(max(time, firstTime), lastTime)
        let date = time.date
        let second = Int(time.seconds - (time.seconds - ((time.seconds % 86_400) + 86_400) % 86_400))
        bytes.append(UInt8(ascii: "\""))
        append(date.year, digits: 4, then: "-", to: &bytes)
        append(date.month, digits: 2, then: "-", to: &bytes)
        append(date.day, digits: 2, then: "T", to: &bytes)
        append(second / 3_600, digits: 2, then: ":", to: &bytes)
        append(second / 60 % 60, digits: 2, then: ":", to: &bytes)
        append(second % 60, digits: 2, then: ".", to: &bytes)
        append(Int(time.fraction) / 1_000, digits: 3, then: "Z", to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    private static let firstTime = Timestamp(seconds: -62_167_219_200)
    private static let lastTime = Timestamp(microseconds: 253_402_300_799_999_999)

    private static func append(_ value: Int, digits: Int, then mark: Unicode.Scalar, to bytes: inout [UInt8]) {
        var divisor = digits == 4 ? 1_000 : digits == 3 ? 100 : 10
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
        bytes.append(UInt8(ascii: mark))
    }

    private static func needsEscapes(_ text: String) -> Bool {
        let span = text.utf8.span
        for index in span.indices {
            let byte = span[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return true }
        }
        return false
    }

    private static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\")); bytes.append(byte)
        case 0x08: append(literal: "\\b", to: &bytes)
        case 0x09: append(literal: "\\t", to: &bytes)
        case 0x0A: append(literal: "\\n", to: &bytes)
        case 0x0C: append(literal: "\\f", to: &bytes)
        case 0x0D: append(literal: "\\r", to: &bytes)
        case 0..<0x20:
            append(literal: "\\u00", to: &bytes)
            bytes.append(UInt8(ascii: "0") + byte >> 4)
            bytes.append(hexDigit(byte & 0xF))
        default: bytes.append(byte)
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
