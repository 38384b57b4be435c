/// The web addresses in a text, and which of them is shown with a preview (diaspora-behaviour §12).
///
/// Only what begins with `http://` or `https://` is one: diaspora* takes bare domains too.
public enum WebLinks {
    /// The longest address that is looked at, in bytes; a longer one is passed over.
    public static let longest = 2_048
    /// The most addresses of a text that are looked at.
    public static let most = 64

    /// The address whose preview a post shows: the first of a trusted provider, else the first of all.
    public static func previewed(in text: String) -> String? {
        let all = addresses(in: text)
        return all.first { OEmbedProvider.of($0) != nil } ?? all.first
    }

    /// Addresses in their order, the host in lower case, without what Markdown and sentences put around them, and with
    /// what is not ASCII escaped behind the host.
    public static func addresses(in text: String) -> [String] {
        var found: [String] = []
        var rest = Array(text.utf8)[...]
        while found.count < most, let start = nextStart(in: rest) {
            let raw = rest[start...].prefix(length(of: rest[start...]))
            rest = rest[max(raw.endIndex, start + 1)...]
            if raw.count <= longest, let address = normalised(raw) { found.append(address) }
        }
        return found
    }

    private static func nextStart(in text: ArraySlice<UInt8>) -> Int? {
        text.indices.first { index in
            text[index] | 0x20 == UInt8(ascii: "h") && schemeLength(text[index...]) != nil
                && (index == text.startIndex || !isWord(text[index - 1]))
        }
    }

    /// How long `http://` or `https://` is at the beginning.
    private static func schemeLength(_ text: ArraySlice<UInt8>) -> Int? {
        for scheme in ["http://", "https://"] {
            let head = text.prefix(scheme.utf8.count)
            let isSame = zip(head, scheme.utf8).allSatisfy { byte, wanted in
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 == wanted : byte == wanted
            }
            if head.count == scheme.utf8.count, isSame { return head.count }
        }
        return nil
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte >= 0x80
    }

    /// Up to white space or what closes it in Markdown and HTML; brackets that it opened itself belong to it.
    private static func length(of text: ArraySlice<UInt8>) -> Int {
        var depth = 0
        var end = text.startIndex
        scan: for (index, byte) in zip(text.indices, text) {
            switch byte {
            case 0...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "`"),
                UInt8(ascii: "\\"), UInt8(ascii: "|"):
                break scan
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"):
                if depth == 0 { break scan }
                depth -= 1
            default: break
            }
            end = index + 1
        }
        while end > text.startIndex, ".,;:!?'*_~([".utf8.contains(text[end - 1]) { end -= 1 }
        return end - text.startIndex
    }

    private static func normalised(_ raw: ArraySlice<UInt8>) -> String? {
        guard let scheme = schemeLength(raw) else { return nil }
        let rest = raw.dropFirst(scheme)
        let host = rest.prefix { !"/?#".utf8.contains($0) }
        guard let name = String(validating: host, as: UTF8.self), name.contains("."), !name.contains("@") else {
            return nil
        }
        let digits = Array("0123456789ABCDEF".utf8)
        var tail: [UInt8] = []
        // What stands behind # is the browser's.
        for byte in rest.dropFirst(host.count).prefix(while: { $0 != UInt8(ascii: "#") }) {
            if byte < 0x80 {
                tail.append(byte)
            } else {
                tail += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        let start = scheme == 8 ? "https://" : "http://"
        return start + name.lowercased() + (tail.isEmpty ? "/" : String(decoding: tail, as: UTF8.self))
    }
}
