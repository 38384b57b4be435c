/// Standard base64 with a lenient reader, as author signatures use it (protocol §3.3).
public enum Base64 {
    /// The bytes that a text stands for.
    ///
    /// Characters outside the alphabet (`-` and `_` are) are skipped, reading
    /// ends at padding after two or three characters of a group, and a single
    /// last character counts for nothing.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8] {
        let table = Base64Alphabet.standardValues
        return [UInt8](capacity: text.count / 4 * 3 + 3) { output in
            let values = table.span
            var group: UInt32 = 0
            var held = 0
            for character in text {
                let value = values[Int(character)]
                if value != Base64Alphabet.none {
                    group = group << 6 | UInt32(value)
                    held += 1
                    if held == 4 {
                        output.append(UInt8(truncatingIfNeeded: group >> 16))
                        output.append(UInt8(truncatingIfNeeded: group >> 8))
                        output.append(UInt8(truncatingIfNeeded: group))
                        held = 0
                    }
                } else if character == UInt8(ascii: "="), held >= 2 {
                    break
                }
            }
            if held == 2 { output.append(UInt8(truncatingIfNeeded: group >> 4)) }
            if held == 3 {
                output.append(UInt8(truncatingIfNeeded: group >> 10))
                output.append(UInt8(truncatingIfNeeded: group >> 2))
            }
        }
    }

    /// The padded text of some bytes, without line breaks.
    public static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: Base64Alphabet.encode(bytes.span, Base64Alphabet.standard), as: UTF8.self)
    }
}
