import JSON
import SocialModel
import Testing

@testable import Services

/// An account of each kind, and posts.
enum Samples {
    static let link = "https://pod.example/p/0123456789abcdef"

    static func post(_ markdown: String, photos: Int = 0, hasMore: Bool = false) throws -> OutgoingPost {
        OutgoingPost(
            guid: try #require(GUID("0123456789abcdef")),
            text: PostText(markdown: markdown),
            photos: (0..<photos).map {
                OutgoingPhoto(
                    url: "https://pod.example/photos/\($0).png",
                    description: "photo \($0)",
                    width: 40,
                    height: 30
                )
            },
            url: link,
            createdAt: Timestamp(seconds: 1_700_000_000),
            hasMore: hasMore
        )
    }

    static func account(
        _ kind: ServiceKind,
        endpoint: String = "https://api.example",
        settings: JSONObject = [:]
    ) throws -> ServiceAccount {
        let settings = kind == .facebook && settings.isEmpty ? ["page": "1234"] : settings
        return try ServiceAccount(
            kind,
            endpoint: endpoint,
            credentials: ServiceCredentials(kind, credentials(kind)),
            settings: ServiceSettings(kind, settings)
        )
    }

    static func credentials(_ kind: ServiceKind) -> [String: String] {
        switch kind {
        case .mastodon: ["access_token": "mastodon-token"]
        case .facebook: ["access_token": "facebook-token", "app_secret": "facebook-app-secret"]
        case .bluesky: ["identifier": "alice.example", "password": "bluesky-password"]
        case .tumblr, .twitter:
            [
                "consumer_key": "consumer-key", "consumer_secret": "consumer-secret", "token": "user-token",
                "token_secret": "user-token-secret",
            ]
        }
    }
}
