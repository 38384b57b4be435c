/// Strict base64url, as envelopes use it (protocol §3.3).
public enum Base64URL {
    /// The bytes that a text stands for; nil if it breaks a rule.
    ///
    /// `+` and `/` are taken too. Padding is absent or exactly right. White
    /// space, other characters, a length of 1 mod 4 and non-zero bits after the
    /// last byte are refused.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        text.withContiguousStorageIfAvailable { unsafe decode($0.span) } ?? decode(Array(text).span)
    }

    /// The bytes that a text stands for; nil if it breaks a rule.
    public static func decode(_ text: borrowing Span<UInt8>) -> [UInt8]? {
        var count = text.count
        while count > 0, text.count - count < 2, text[count - 1] == UInt8(ascii: "=") { count -= 1 }
        let padding = text.count - count
        let rest = count % 4
        guard rest != 1, padding == 0 || (count + padding) % 4 == 0 else { return nil }

        let table = Base64Alphabet.eitherValues
        let values = table.span
        var seen: UInt8 = 0
        var lastBits: UInt8 = 0
        let bytes = [UInt8](capacity: count / 4 * 3 + 2) { output in
            var index = 0
            while index + 4 <= count {
                let a = values[Int(text[index])]
                let b = values[Int(text[index + 1])]
                let c = values[Int(text[index + 2])]
                let d = values[Int(text[index + 3])]
                seen |= a | b | c | d
                output.append(a << 2 | b >> 4)
                output.append(b << 4 | c >> 2)
                output.append(c << 6 | d)
                index += 4
            }
            guard rest >= 2 else { return }
            let a = values[Int(text[index])]
            let b = values[Int(text[index + 1])]
            let c = rest == 3 ? values[Int(text[index + 2])] : 0
            seen |= a | b | c
            lastBits = rest == 3 ? c & 0x03 : b & 0x0F
            output.append(a << 2 | b >> 4)
            if rest == 3 { output.append(b << 4 | c >> 2) }
        }
        // Values have six bits, so only a character of no alphabet sets the two above them.
        return seen < 64 && lastBits == 0 ? bytes : nil
    }

    /// The padded text of some bytes, without line breaks.
    public static func encode(_ bytes: [UInt8]) -> [UInt8] { Base64Alphabet.encode(bytes.span, Base64Alphabet.urlSafe) }
}
