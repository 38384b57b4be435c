/// Sites whose players may be shown inside a post (diaspora-behaviour §12), and where they tell of them.
public struct OEmbedProvider: Sendable, Hashable {
    /// Where it answers: kept with the answer as `trusted_endpoint_url`.
    public let endpoint: String
    private let hosts: [String]
    /// How the path has to begin; empty: any.
    private let path: String
    /// Whether it is only taken for PeerTube's, which stands on many hosts, by the look of its path.
    public var isGuess: Bool { hosts.isEmpty }

    /// The provider of an address; nil if there is none.
    public static func of(_ url: String) -> OEmbedProvider? {
        guard let scheme = url.firstRange(of: "://"),
            ["http", "https"].contains(url[..<scheme.lowerBound].lowercased())
        else { return nil }
        let rest = url[scheme.upperBound...]
        let host = rest.prefix { !"/?#:".contains($0) }.lowercased()
        let path = rest.drop { !"/?#".contains($0) }
        let known = all.first { provider in
            path.hasPrefix(provider.path) && provider.hosts.contains { host == $0 || host.hasSuffix("." + $0) }
        }
        if let known { return known }
        guard peerTubeVideo(String(path)) != nil, host.contains(".") else { return nil }
        return OEmbedProvider(endpoint: "https://\(host)/services/oembed", hosts: [], path: "")
    }

    /// The address at which to ask for an embed.
    public func question(for url: String) -> String {
        let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        var escaped: [UInt8] = []
        for byte in url.utf8 {
            if unreserved.contains(byte) {
                escaped.append(byte)
            } else {
                escaped += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        let value = String(decoding: escaped, as: UTF8.self)
        return "\(endpoint)?url=\(value)&format=json&maxwidth=420&maxheight=420&frame=1&iframe=1"
    }

    /// The video's name in a path of PeerTube's.
    public static func peerTubeVideo(_ path: String) -> String? {
        for start in ["/w/", "/videos/watch/"] where path.hasPrefix(start) {
            let name = path.dropFirst(start.count).prefix { !"/?#;".contains($0) }
            let isName = name.utf8.allSatisfy {
                (48...57).contains($0) || (97...122).contains($0 | 0x20) || $0 == UInt8(ascii: "-")
            }
            if isName, (22...36).contains(name.utf8.count) { return String(name) }
        }
        return nil
    }

    private static let all: [OEmbedProvider] = [
        .init(endpoint: "https://www.youtube.com/oembed", hosts: ["youtube.com", "youtu.be"], path: ""),
        .init(endpoint: "https://vimeo.com/api/oembed.json", hosts: ["vimeo.com"], path: ""),
        .init(endpoint: "https://soundcloud.com/oembed", hosts: ["soundcloud.com"], path: ""),
        .init(endpoint: "https://www.flickr.com/services/oembed/", hosts: ["flickr.com", "flic.kr"], path: ""),
        .init(endpoint: "https://www.dailymotion.com/services/oembed", hosts: ["dailymotion.com"], path: "/video/"),
        .init(endpoint: "https://www.mixcloud.com/oembed/", hosts: ["mixcloud.com"], path: "/"),
        .init(endpoint: "https://media.ccc.de/public/oembed", hosts: ["media.ccc.de"], path: "/v/"),
    ]
}
