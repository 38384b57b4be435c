public import Federation

/// What is shown of a page that a post links to, as diaspora* keeps it (diaspora-behaviour §12).
public struct OpenGraph: Sendable, Hashable {
    /// At most 255 characters.
    public var title: String
    /// `og:type`; `website` if the page says nothing.
    public var type: String
    /// The first picture, absolute.
    public var image: String
    /// The canonical address.
    public var url: String
    /// What the page says of itself.
    public var description: String?
    /// A player that may be embedded.
    public var videoURL: String?

    /// The longest title, as diaspora*'s tables have it.
    static let longestTitle = 255
    /// The longest description, and the longest address.
    static let longestText = 2_048

    /// Reads it from a page's head; nil if that names no picture, and there is no preview then.
    public init?(_ page: HTMLMetadata, url: String) {
        guard let image = page.first("og:image:secure_url", "og:image", "og:image:url"),
            let absolute = Self.absolute(image, on: url), absolute.utf8.count <= Self.longestText
        else { return nil }
        self.image = absolute
        let canonical = page.first("og:url").flatMap { Self.absolute($0, on: url) }
        self.url = canonical.flatMap { $0.utf8.count <= Self.longestText ? $0 : nil } ?? url
        title = String((page.first("og:title") ?? page.title ?? self.url).prefix(Self.longestTitle))
        type = String((page.first("og:type") ?? "website").prefix(Self.longestTitle))
        description = page.first("og:description", "description").map { String($0.prefix(Self.longestText)) }
        videoURL = page.first("og:video:secure_url").flatMap { Self.isTrustedPlayer($0) ? $0 : nil }
    }

    /// The only players that diaspora* embeds by OpenGraph.
    private static func isTrustedPlayer(_ url: String) -> Bool {
        let start = "https://bandcamp.com/EmbeddedPlayer/"
        guard url.hasPrefix(start), url.utf8.count <= longestText else { return false }
        let parts = url.dropFirst(start.count).split(separator: "/", omittingEmptySubsequences: false)
        return parts.count >= 2 && !parts[0].isEmpty && !url.contains("\"") && !url.contains("<")
    }

    /// An address of the web, made absolute; nil for anything else, such as `javascript:`.
    public static func absolute(_ reference: String, on base: String) -> String? {
        let text = reference.filter { !$0.isWhitespace && !"\"<>".contains($0) }
        guard let scheme = base.firstRange(of: "://") else { return nil }
        if text.hasPrefix("http://") || text.hasPrefix("https://") { return text }
        if text.hasPrefix("//") { return base[..<scheme.lowerBound] + ":" + text }
        let host = base[scheme.upperBound...].prefix { !"/?#".contains($0) }
        let origin = base[..<scheme.upperBound] + host
        if text.hasPrefix("/") { return origin + withoutDots(text) }
        // What has a scheme of its own is none that is shown.
        if text.isEmpty || text.prefix(while: { $0 != "/" }).contains(":") { return nil }
        let path = base[scheme.upperBound...].dropFirst(host.count).prefix { !"?#".contains($0) }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        return origin + withoutDots(folder + text)
    }

    /// A path without `.` and `..`, of which none leads above the host (RFC 3986, 5.2.4).
    private static func withoutDots(_ reference: String) -> String {
        let path = reference.prefix { $0 != "?" && $0 != "#" }
        var parts: [Substring] = []
        let all = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in all.enumerated() {
            if part == ".." { _ = parts.popLast() }
            // What ends in dots is a folder.
            if part != "..", part != "." { parts.append(part) } else if index == all.count - 1 { parts.append("") }
        }
        return "/" + parts.joined(separator: "/") + reference[path.endIndex...]
    }
}
