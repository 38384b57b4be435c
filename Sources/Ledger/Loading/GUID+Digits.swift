import SocialModel

extension GUID {
    /// The 128 bits of a GUID of 32 lower-case hexadecimal digits, as most are.
    var digits: UInt128? {
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
