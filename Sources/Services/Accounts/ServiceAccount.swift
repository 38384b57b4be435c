public import SocialModel

/// A user's account on a network, ready to be asked.
public struct ServiceAccount: Sendable {
    /// Which network.
    public let kind: ServiceKind
    let endpoint: String
    let credentials: ServiceCredentials
    let settings: ServiceSettings

    /// Names it; the endpoint is `https://host` with a path or without.
    public init(
        _ kind: ServiceKind,
        endpoint: String,
        credentials: ServiceCredentials,
        settings: ServiceSettings
    ) throws(ServicesError) {
        self.kind = kind
        self.endpoint = try Self.endpoint(endpoint)
        self.credentials = credentials
        self.settings = settings
    }

    /// The account with other values of some credentials; nil if those cannot be kept.
    func renewed(_ values: [String: String]) -> ServiceAccount? {
        guard let credentials = try? credentials.with(values, kind) else { return nil }
        return ServiceAccount(kind: kind, endpoint: endpoint, credentials: credentials, settings: settings)
    }

    private init(kind: ServiceKind, endpoint: String, credentials: ServiceCredentials, settings: ServiceSettings) {
        (self.kind, self.endpoint, self.credentials, self.settings) = (kind, endpoint, credentials, settings)
    }

    /// An endpoint as it is kept: https, and without a slash at its end.
    public static func endpoint(_ text: String) throws(ServicesError) -> String {
        var url = text[...]
        while url.last == "/" { url = url.dropLast() }
        let rest = url.dropFirst("https://".count)
        guard url.lowercased().hasPrefix("https://"), let first = rest.first,
            first.isLetter || first.isNumber || first == "[",
            url.utf8.count <= ServicesLimits.endpoint, TextMeasure.isPlain(String(url)),
            !rest.contains(where: { "?#@\"<>\\".contains($0) })
        else { throw .endpoint("\(text.cut(to: 200)) is no address https://host with or without a path.") }
        return String(url)
    }

    private var network: any Network {
        switch kind {
        case .mastodon: Mastodon(account: self)
        case .tumblr: Tumblr(account: self)
        case .twitter: Twitter(account: self)
        case .facebook: Facebook(account: self)
        case .bluesky: Bluesky(account: self)
        }
    }

    /// Exactly what would be posted.
    public func render(_ post: OutgoingPost) -> RenderedPost { network.render(post) }

    /// How long after a first try the network itself keeps a second one from being a second post, in seconds.
    public var idempotentSeconds: Int64 { network.idempotentSeconds }

    /// Posts it; `key` is the same for every try of one post.
    public func publish(_ post: RenderedPost, key: String) -> ServiceStep { network.publish(post, key: key) }

    /// Looks for a post that may have been taken since a time; what is known to be another one is passed over.
    public func find(_ trace: String, since: Timestamp, known: Set<String>) -> ServiceStep {
        network.find(trace, since: since, known: known)
    }

    /// Deletes a post; one that is gone already is as good.
    public func delete(_ id: String) -> ServiceStep { network.delete(id) }

    /// What somebody else says, without any of the account's secrets, and not too long.
    public func withheld(from text: String) -> String {
        credentials.withheld(from: text).cut(to: ServicesLimits.reason)
    }
}

/// How one network is posted to.
protocol Network: Sendable {
    /// Whose account it is.
    var account: ServiceAccount { get }
    var idempotentSeconds: Int64 { get }

    func render(_ post: OutgoingPost) -> RenderedPost
    func publish(_ post: RenderedPost, key: String) -> ServiceStep
    func find(_ trace: String, since: Timestamp, known: Set<String>) -> ServiceStep
    func delete(_ id: String) -> ServiceStep
}

extension Network {
    var idempotentSeconds: Int64 { 0 }
}
