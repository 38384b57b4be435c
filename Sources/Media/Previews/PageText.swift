import Glibc

/// A web page's bytes as UTF-8, whatever encoding it says it has.
public enum PageText {
    /// The page in UTF-8, without NULs.
    ///
    /// What it says of its encoding counts in this order: its byte order mark, its `Content-Type`, its first `meta`
    /// elements. What says nothing, or something unknown, is UTF-8 if it can be, else windows-1252, which has a character
    /// for every byte.
    public static func utf8(_ page: [UInt8], contentType: String?) -> [UInt8] {
        let marks: [([UInt8], String)] = [
            ([0xEF, 0xBB, 0xBF], "UTF-8"), ([0xFE, 0xFF], "UTF-16BE"), ([0xFF, 0xFE], "UTF-16LE"),
        ]
        for (mark, name) in marks where page.starts(with: mark) {
            return clean(converted(Array(page.dropFirst(mark.count)), from: name) ?? page)
        }
        let declared = contentType.flatMap(charset) ?? charset(String(decoding: page.prefix(2_048), as: UTF8.self))
        if let declared, !isUTF8(declared), let text = converted(page, from: declared) { return clean(text) }
        if String(validating: page, as: UTF8.self) != nil { return clean(page) }
        return clean(converted(page, from: "windows-1252") ?? Array(String(decoding: page, as: UTF8.self).utf8))
    }

    /// What follows `charset=`.
    private static func charset(_ text: String) -> String? {
        let text = text.lowercased()
        guard let start = text.firstRange(of: "charset") else { return nil }
        let rest = text[start.upperBound...].drop { $0 == " " }
        guard rest.first == "=" else { return nil }
        let name = rest.dropFirst().drop { " \"'".contains($0) }
            .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0)) }
        return name.isEmpty || name.count > 40 ? nil : String(name)
    }

    private static func isUTF8(_ name: String) -> Bool { ["utf-8", "utf8"].contains(name.lowercased()) }

    private static func clean(_ text: [UInt8]) -> [UInt8] { text.contains(0) ? text.filter { $0 != 0 } : text }

    /// The bytes in UTF-8, with U+FFFD for what is no character; nil for an encoding that nobody knows.
    private static func converted(_ bytes: [UInt8], from name: String) -> [UInt8]? {
        // What the web calls Latin-1 is windows-1252.
        let name = ["iso-8859-1", "latin1", "us-ascii"].contains(name.lowercased()) ? "windows-1252" : name
        let handle = unsafe iconv_open("UTF-8", name)
        guard unsafe handle != iconv_t(bitPattern: -1) else { return nil }
        defer { unsafe iconv_close(handle) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count * 4 + 16)
        let written = unsafe input.withUnsafeMutableBytes { input in
            unsafe output.withUnsafeMutableBytes { output in
                var from = unsafe input.baseAddress?.assumingMemoryBound(to: CChar.self)
                var to = unsafe output.baseAddress?.assumingMemoryBound(to: CChar.self)
                var left = input.count
                var room = output.count
                while left > 0, room > 3 {
                    let result = unsafe iconv(handle, &from, &left, &to, &room)
                    // What is no character is passed over, byte by byte.
                    guard result == -1, errno == EILSEQ || errno == EINVAL, left > 0 else { break }
                    for byte in "\u{FFFD}".utf8 {
                        unsafe to?.pointee = CChar(bitPattern: byte)
                        unsafe to = to?.successor()
                        room -= 1
                    }
                    unsafe from = from?.successor()
                    left -= 1
                }
                return output.count - room
            }
        }
        return Array(output[..<written])
    }
}
