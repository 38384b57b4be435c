/// The 64 characters and what they stand for.
enum Base64Alphabet {
    static let standard = characters("+", "/")
    static let urlSafe = characters("-", "_")

    /// No character of an alphabet.
    static let none: UInt8 = 0xFF

    /// By byte: the six bits of a character of the standard alphabet.
    static let standardValues = values(standard)
    /// By byte: the six bits of a character of either alphabet.
    static let eitherValues = zip(values(standard), values(urlSafe)).map { min($0, $1) }

    private static func characters(_ last: Unicode.Scalar...) -> [UInt8] {
        Array(UInt8(ascii: "A")...UInt8(ascii: "Z")) + Array(UInt8(ascii: "a")...UInt8(ascii: "z"))
            + Array(UInt8(ascii: "0")...UInt8(ascii: "9")) + last.map(UInt8.init(ascii:))
    }

    private static func values(_ characters: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: none, count: 256)
        for (value, character) in characters.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }

    /// Four characters for each three bytes, padded.
    static func encode(_ bytes: borrowing Span<UInt8>, _ alphabet: [UInt8]) -> [UInt8] {
        let alphabet = alphabet.span
        return [UInt8](capacity: (bytes.count + 2) / 3 * 4) { output in
            var index = 0
            while index < bytes.count {
                let rest = bytes.count - index
                let second = rest > 1 ? bytes[index + 1] : 0
                let third = rest > 2 ? bytes[index + 2] : 0
                output.append(alphabet[Int(bytes[index] >> 2)])
                output.append(alphabet[Int((bytes[index] & 0x03) << 4 | second >> 4)])
                output.append(rest > 1 ? alphabet[Int((second & 0x0F) << 2 | third >> 6)] : UInt8(ascii: "="))
                output.append(rest > 2 ? alphabet[Int(third & 0x3F)] : UInt8(ascii: "="))
                index += 3
            }
        }
    }
}
