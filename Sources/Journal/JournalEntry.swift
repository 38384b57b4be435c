/// The bytes of one entry in the journal's native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL).
struct JournalEntry {
    // Together they keep an entry within a datagram, under the kernel's usual 208 KiB.
    static let longestValue = 32 << 10
    static let longest = 128 << 10
    /// The journal drops a field with a longer name.
    static let longestName = 64

    private(set) var bytes: [UInt8] = []

    /// The field of a piece of metadata: `MILLRACE_METHOD` of `method`.
    static func name(_ key: String) -> String {
        let letters = key.uppercased().unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "A"..."Z", "0"..."9": Character(scalar)
            default: "_"
            }
        }
        return String(("MILLRACE_" + letters).prefix(longestName))
    }

    /// Adds a field; a value that is too long is cut, and a field that does not fit any more is left out.
    mutating func add(_ name: String, _ value: String) {
        let value = Self.cut(value)
        guard bytes.count + name.utf8.count + value.count + 10 <= Self.longest else { return }
        bytes += name.utf8
        if value.contains(UInt8(ascii: "\n")) {
            bytes.append(UInt8(ascii: "\n"))
            let length = UInt64(value.count)
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
        } else {
            bytes.append(UInt8(ascii: "="))
        }
        bytes += value
        bytes.append(UInt8(ascii: "\n"))
    }

    /// The beginning of a text, without half a character at its end.
    private static func cut(_ value: String) -> ArraySlice<UInt8> {
        let all = Array(value.utf8)
        guard all.count > longestValue else { return all[...] }
        var end = longestValue
        while end > 0, all[end] & 0xC0 == 0x80 { end -= 1 }
        return all[..<end]
    }
}
