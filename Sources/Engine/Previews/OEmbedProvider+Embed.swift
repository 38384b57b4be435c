import JSON
import Media
import SocialModel

extension OEmbedProvider {
    /// What is kept of an answer; nil for one that is no embed.
    ///
    /// Pods show the HTML of trusted providers as it is. PeerTube is anybody's, so of its answers only words and numbers
    /// are kept, and the player is named by us.
    func embed(of url: String, _ answer: JSONObject) -> JSONObject? {
        guard let type = answer["type"]?.string, ["photo", "video", "rich", "link"].contains(type) else { return nil }
        guard isGuess else { return answer }
        let rest = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
        guard type == "video", rest.count == 3, let video = Self.peerTubeVideo("/" + rest[2]) else { return nil }
        let host = rest[1].lowercased()
        guard host.utf8.allSatisfy(Self.isOfHost) else { return nil }
        func pixels(_ name: String, _ otherwise: Int64) -> Int64 {
            answer[name]?.integer.flatMap { (1...4_096).contains($0) ? $0 : nil } ?? otherwise
        }
        let (width, height) = (pixels("width", 420), pixels("height", 236))
        var embed: JSONObject = [
            "type": "video", "version": "1.0", "provider_name": "PeerTube", "provider_url": .string("https://\(host)"),
            "width": .integer(width), "height": .integer(height),
            "html": .string(
                "<iframe width=\"\(width)\" height=\"\(height)\" sandbox=\"allow-same-origin allow-scripts allow-popups\" "
                    + "src=\"https://\(host)/videos/embed/\(video)\" frameborder=\"0\" allowfullscreen></iframe>"
            ),
        ]
        for name in ["title", "author_name"] {
            embed[name] = answer[name]?.string.map { .string(String($0.prefix(255))) }
        }
        if let thumbnail = answer["thumbnail_url"]?.string,
            let address = OpenGraph.absolute(thumbnail, on: "https://\(host)/"), address.hasPrefix("https://"),
            address.utf8.count <= WebLinks.longest
        {
            embed["thumbnail_url"] = .string(address)
            embed["thumbnail_width"] = .integer(pixels("thumbnail_width", width))
            embed["thumbnail_height"] = .integer(pixels("thumbnail_height", height))
        }
        return embed
    }

    private static func isOfHost(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte) || ".-:".utf8.contains(byte)
    }
}
