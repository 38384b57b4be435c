// Most GUIDs are 32 lower-case hexadecimal digits, as diaspora* makes them: 128 bits, where there is no room for text.

extension GUID {
    /// The 32 lower-case hexadecimal digits of 128 bits.
    public init(digits: UInt128) {
        self.init(
            high: UInt64(truncatingIfNeeded: digits >> 64),
            low: UInt64(truncatingIfNeeded: digits)
        )
    }

    /// The same, from two halves.
    public init(high: UInt64, low: UInt64) {
        text = unsafe String(unsafeUninitializedCapacity: 32) { buffer in
            for place in 0..<16 {
                let shift = UInt64(60 - 4 * place)
                unsafe buffer[place] = Self.digit(high >> shift & 15)
                unsafe buffer[16 + place] = Self.digit(low >> shift & 15)
            }
            return 32
        }
    }

    private static func digit(_ value: UInt64) -> UInt8 {
        UInt8(truncatingIfNeeded: value) + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
    }

    /// The bits of a GUID of 32 lower-case hexadecimal digits; nil for any other one.
    public var digits: UInt128? {
        guard text.utf8.count == 32 else { return nil }
        var halves: (high: UInt64, low: UInt64) = (0, 0)
        for (place, digit) in text.utf8.enumerated() {
            let value: UInt64
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt64(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = UInt64(digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
            if place < 16 { halves.high = halves.high << 4 | value } else { halves.low = halves.low << 4 | value }
        }
        return UInt128(halves.high) << 64 | UInt128(halves.low)
    }
}
