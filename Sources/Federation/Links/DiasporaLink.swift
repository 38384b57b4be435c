public import SocialModel

/// A reference to an entity in a text, `diaspora://id/type/guid` (protocol §11.4).
public struct DiasporaLink: Sendable, Hashable {
    /// Whose pod has it.
    public let author: DiasporaID
    /// The entity's type as it is written: `post`, `status_message`, `comment`.
    public let type: String
    /// Which entity.
    public let guid: GUID

    /// All links in a text, in order, the same one as often as it is there.
    public static func links(in text: String) -> [DiasporaLink] {
        let scheme = Array("diaspora://".utf8)
        var links: [DiasporaLink] = []
        var rest = text.utf8[...]
        while let start = rest.firstIndex(of: scheme[0]) {
            rest = rest[start...]
            guard rest.starts(with: scheme) else {
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(scheme.count)
            if let (link, end) = link(at: rest) {
                links.append(link)
                rest = rest[end...]
            }
        }
        return links
    }

    private static func link(at text: Substring.UTF8View) -> (DiasporaLink, String.Index)? {
        guard let first = text.firstIndex(of: UInt8(ascii: "/")), let author = DiasporaID(Substring(text[..<first]))
        else { return nil }
        let afterAuthor = text[text.index(after: first)...]
        guard let second = afterAuthor.firstIndex(where: { !isTypeByte($0) }), afterAuthor[second] == UInt8(ascii: "/"),
            second > afterAuthor.startIndex
        else { return nil }
        var guid = afterAuthor[afterAuthor.index(after: second)...].prefix(255).prefix(while: GUID.allows)
        // The last character is a letter or a digit: a full stop behind the link is no part of it.
        while let last = guid.last, !isAlphanumeric(last) { guid = guid.dropLast() }
        guard let id = GUID(Substring(guid)) else { return nil }
        let type = String(Substring(afterAuthor[..<second]))
        return (DiasporaLink(author: author, type: type, guid: id), guid.endIndex)
    }

    private static func isTypeByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
