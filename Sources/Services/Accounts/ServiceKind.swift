/// The networks that can be posted to.
public enum ServiceKind: String, Sendable, Hashable, CaseIterable {
    case mastodon
    case tumblr
    case twitter
    case facebook
    case bluesky

    /// Where its API is, unless said otherwise; nil where every account says so.
    public var endpoint: String? {
        switch self {
        case .mastodon: nil
        case .tumblr: "https://api.tumblr.com"
        case .twitter: "https://api.x.com"
        case .facebook: "https://graph.facebook.com/v23.0"
        case .bluesky: "https://bsky.social"
        }
    }

    /// The sets of credentials of which an account has one in full.
    var credentials: [[String]] {
        switch self {
        case .mastodon: [["access_token"]]
        case .tumblr: [Self.signed]
        case .twitter:
            [
                Self.signed, ["access_token"], ["access_token", "client_id", "refresh_token"],
                ["access_token", "client_id", "client_secret", "refresh_token"],
            ]
        case .facebook: [["access_token", "app_secret"], ["access_token"]]
        case .bluesky: [["identifier", "password"]]
        }
    }

    private static let signed = ["consumer_key", "consumer_secret", "token", "token_secret"]
}
