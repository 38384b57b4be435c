// Most GUIDs are 32 lower-case hexadecimal digits, as diaspora* makes them: 128 bits, where there is no room for text.

extension GUID {
    /// The 32 lower-case hexadecimal digits of 128 bits.
    public init(digits: UInt128) {
        let alphabet = Array("0123456789abcdef".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for shift in stride(from: UInt128(124), through: 4, by: -4) {
            bytes.append(alphabet[Int(digits >> shift & 15)])
        }
        bytes.append(alphabet[Int(digits & 15)])
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// The same, from two halves.
    public init(high: UInt64, low: UInt64) { self.init(digits: UInt128(high) << 64 | UInt128(low)) }

    /// The bits of a GUID of 32 lower-case hexadecimal digits; nil for any other one.
    public var digits: UInt128? {
        guard text.utf8.count == 32 else { return nil }
        var value: UInt128 = 0
        for digit in text.utf8 {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt128(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt128(digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return value
    }
}
