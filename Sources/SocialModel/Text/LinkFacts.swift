/// What the addresses in a text tell of it.
public struct LinkFacts: Hashable, Sendable {
    /// Whether it has an `http` or `https` address.
    public var hasLink = false
    /// Whether one is that of a video, or of a page that shows one.
    public var hasVideo = false

    /// Looks for addresses in a text.
    public init(_ text: String) {
        var rest = text.utf8[...]
        while let start = Self.nextAddress(in: rest) {
            hasLink = true
            let address = rest[start...].prefix { !Self.endsAddress($0) }
            if Self.isVideo(address) {
                hasVideo = true
                return
            }
            rest = rest[address.endIndex...]
        }
    }

    private static func nextAddress(in text: Substring.UTF8View) -> String.Index? {
        var rest = text
        while let start = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "h") }) {
            let head = rest[start...]
            if begins(head, "http://") || begins(head, "https://") { return start }
            rest = head.dropFirst()
        }
        return nil
    }

    private static func begins(_ text: Substring.UTF8View, _ word: String) -> Bool {
        var rest = text[...]
        for letter in word.utf8 {
            guard let first = rest.first, (letter >= UInt8(ascii: "a") ? first | 0x20 : first) == letter else {
                return false
            }
            rest = rest.dropFirst()
        }
        return rest.first.map { !endsAddress($0) } ?? false
    }

    /// White space, and what closes an address in Markdown and HTML.
    private static func endsAddress(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: ">")
            || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<")
    }

    // MARK: - Videos

    private static func isVideo(_ address: Substring.UTF8View) -> Bool {
        let text = String(decoding: address, as: UTF8.self).lowercased()
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
        guard parts.count >= 2 else { return false }
        let host = parts[1].split(separator: ":").first.map(String.init) ?? ""
        let path =
            (parts.count > 2 ? "/" + parts[2] : "/").split(whereSeparator: { $0 == "?" || $0 == "#" }).first ?? "/"
        if files.contains(where: { path.hasSuffix($0) }) { return true }
        if parts.count > 2, hosts.contains(where: { host == $0 || host.hasSuffix("." + $0) }) { return true }
        // PeerTube stands on many hosts, and always names its pages so.
        return path.hasPrefix("/videos/watch/") || path.hasPrefix("/videos/embed/")
            || (path.hasPrefix("/w/") && (22...36).contains(path.dropFirst(3).utf8.count))
    }

    private static let files = [".mp4", ".webm", ".ogv", ".mov", ".m4v", ".mkv"]
    private static let hosts = [
        "youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "dailymotion.com", "dai.ly", "media.ccc.de",
        "twitch.tv", "odysee.com",
    ]
}
