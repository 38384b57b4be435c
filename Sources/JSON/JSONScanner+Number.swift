extension JSONScanner {
    /// A number, of which the sign or first digit is next.
    mutating func number(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        let start = offset
        let isNegative = bytes[offset] == UInt8(ascii: "-")
        if isNegative { pass() }
        let digits = offset
        guard let magnitude = integer(bytes), offset > digits,
            offset == digits + 1 || bytes[digits] != UInt8(ascii: "0")
        else { throw .invalidNumber(at: start) }
        let integerEnd = offset
        if skip(".", bytes) {
            guard passDigits(bytes) else { throw .invalidNumber(at: start) }
        }
        if skip("e", bytes) || skip("E", bytes) {
            if !skip("+", bytes) { _ = skip("-", bytes) }
            guard passDigits(bytes) else { throw .invalidNumber(at: start) }
        }
        // `-0` is a double, since no integer keeps its sign.
        if offset == integerEnd, case .exact(let value) = magnitude, !(isNegative && value == 0) {
            if !isNegative, let whole = Int64(exactly: value) { return .integer(whole) }
            if isNegative, value <= UInt64(Int64.max) + 1 { return .integer(Int64(truncatingIfNeeded: 0 &- value)) }
        }
        return .number(try Self.double(bytes, start..<offset))
    }

    private enum Magnitude {
        case exact(UInt64)
        case tooLarge
    }

    /// Passes digits and adds them up; nil if there are none.
    private mutating func integer(_ bytes: Span<UInt8>) -> Magnitude? {
        let start = offset
        var value: UInt64 = 0
        var overflows = false
        while offset < bytes.count, Self.isDigit(bytes[offset]) {
            let (product, first) = value.multipliedReportingOverflow(by: 10)
            let (sum, second) = product.addingReportingOverflow(UInt64(bytes[offset] - UInt8(ascii: "0")))
            overflows = overflows || first || second
            value = sum
            pass()
        }
        guard offset > start else { return nil }
        return overflows ? .tooLarge : .exact(value)
    }

    private mutating func skip(_ scalar: Unicode.Scalar, _ bytes: Span<UInt8>) -> Bool {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: scalar) else { return false }
        pass()
        return true
    }

    private mutating func passDigits(_ bytes: Span<UInt8>) -> Bool {
        let start = offset
        while offset < bytes.count, Self.isDigit(bytes[offset]) { pass() }
        return offset > start
    }

    private static func double(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(JSONError) -> Double {
        let text: String
        do {
            text = String(copying: try UTF8Span(validating: bytes.extracting(range)))
        } catch {
            throw .invalidNumber(at: range.lowerBound)
        }
        guard let value = Double(text) else { throw .invalidNumber(at: range.lowerBound) }
        guard value.isFinite else { throw .numberOutOfRange(at: range.lowerBound) }
        return value
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
