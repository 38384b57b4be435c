import JSON

extension WebFingerDocument {
    /// The JRD as diaspora*'s own library writes it (protocol §12.2).
    ///
    /// The app itself adds the person's page as an alias and its OpenID issuer.
    public func json(aliases: [String] = [], issuer: String? = nil) -> [UInt8] {
        var document: JSONObject = ["subject": .string(subject)]
        if !aliases.isEmpty { document["aliases"] = .array(aliases.map(JSONValue.string)) }
        let links = [
            Self.link("http://microformats.org/profile/hcard", type: "text/html", hCardURL),
            Self.link("http://joindiaspora.com/seed_location", type: "text/html", seedURL),
            Self.link("http://webfinger.net/rel/profile-page", type: "text/html", profileURL),
            Self.link("http://schemas.google.com/g/2010#updates-from", type: "application/atom+xml", atomURL),
            Self.link("salmon", salmonURL),
            Self.link("http://ostatus.org/schema/1.0/subscribe", as: "template", subscribeTemplate),
            Self.link("http://openid.net/specs/connect/1.0/issuer", issuer),
        ]
        document["links"] = .array(links.compactMap(\.self))
        return Array(JSONWriter.pretty(.object(document)).utf8)
    }

    /// One link; nil without an address.
    private static func link(
        _ relation: String,
        type: String? = nil,
        as name: String = "href",
        _ address: String?
    ) -> JSONValue? {
        guard let address else { return nil }
        var link: JSONObject = ["rel": .string(relation)]
        if let type { link["type"] = .string(type) }
        link[name] = .string(address)
        return .object(link)
    }
}
