extension WebFingerDocument {
    /// The JRD as diaspora*'s own library writes it (protocol §12.2).
    ///
    /// The app itself adds the person's page as an alias and its OpenID issuer.
    public func json(aliases: [String] = [], issuer: String? = nil) -> [UInt8] {
        var links: [[(String, String?)]] = [
            [("rel", "http://microformats.org/profile/hcard"), ("type", "text/html"), ("href", hCardURL)],
            [("rel", "http://joindiaspora.com/seed_location"), ("type", "text/html"), ("href", seedURL)],
            [("rel", "http://webfinger.net/rel/profile-page"), ("type", "text/html"), ("href", profileURL)],
            [
                ("rel", "http://schemas.google.com/g/2010#updates-from"), ("type", "application/atom+xml"),
                ("href", atomURL),
            ],
            [("rel", "salmon"), ("href", salmonURL)],
            [("rel", "http://ostatus.org/schema/1.0/subscribe"), ("template", subscribeTemplate)],
            [("rel", "http://openid.net/specs/connect/1.0/issuer"), ("href", issuer)],
        ]
        links.removeAll { $0.contains { $0.1 == nil } }
        var lines = ["{", "  \"subject\": \(Self.quoted(subject)),"]
        if !aliases.isEmpty {
            lines += ["  \"aliases\": ["] + Self.list(aliases.map { "    \(Self.quoted($0))" }) + ["  ],"]
        }
        lines.append("  \"links\": [")
        lines += Self.list(
            links.map { link in
                let members = link.map { "      \"\($0.0)\": \(Self.quoted($0.1 ?? ""))" }
                return (["    {"] + Self.list(members) + ["    }"]).joined(separator: "\n")
            }
        )
        lines += ["  ]", "}"]
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// With a comma behind all but the last.
    private static func list(_ items: [String]) -> [String] {
        items.enumerated().map { $0.offset + 1 < items.count ? $0.element + "," : $0.element }
    }

    private static func quoted(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": json += "\\" + String(scalar)
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }
}
