import JSON
import Ledger
import Services
import SocialModel

extension LedgerReader {
    /// A post as other networks are told of it; nil if it is not here.
    func outgoing(_ guid: GUID) throws(LedgerError) -> OutgoingPost? {
        guard let pod = try pod(), let number = try post(guid), let contents = try contents(of: number, pod: pod) else {
            return nil
        }
        return OutgoingPost(contents, pod: pod)
    }
}

extension OutgoingPost {
    fileprivate init(_ contents: PostContents, pod: PodPut) {
        let base = pod.url.hasSuffix("/") ? pod.url : pod.url + "/"
        let markdown = contents.text ?? ""
        let names = Dictionary(contents.mentionedPeople.map { ($0.id, $0.name) }) { first, _ in first }
        self.init(
            guid: contents.guid,
            text: PostText(markdown: markdown, names: names),
            photos: contents.photos.map { OutgoingPhoto($0, base) },
            url: base + "p/\(contents.guid)",
            createdAt: contents.createdAt,
            isNSFW: contents.isNSFW ?? false,
            hasMore: contents.poll != nil,
            card: contents.preview.openGraph.flatMap { LinkCard($0) },
            language: Language(of: markdown)?.rawValue
        )
    }
}

extension OutgoingPhoto {
    /// The version that posts show (§11); its address may be one on the pod itself.
    fileprivate init(_ photo: Photo, _ base: String) {
        let path = photo.remotePath + "scaled_full_" + photo.remoteName
        let isWhole = path.hasPrefix("https://") || path.hasPrefix("http://")
        self.init(
            url: isWhole ? path : base + path.drop { $0 == "/" },
            description: photo.text,
            width: photo.width,
            height: photo.height
        )
    }
}

extension LinkCard {
    /// Reads an `open_graph_cache`.
    fileprivate init?(_ openGraph: String) {
        guard let object = try? JSONParser.parse(openGraph), let url = object["url"]?.string, url.hasPrefix("http"),
            let title = object["title"]?.string
        else { return nil }
        self.init(url: url, title: title, description: object["description"]?.string ?? "")
    }
}

extension ServiceAccount {
    /// Opens what the ledger holds.
    init(_ stored: StoredService, _ vault: CredentialVault) throws(ServicesError) {
        guard let kind = ServiceKind(rawValue: stored.kind) else {
            throw .settings("There is no network \(stored.kind.quoted).")
        }
        guard let defaults = (try? JSONParser.parse(stored.defaults))?.object else {
            throw .vault("what was kept is damaged")
        }
        let context = Self.context(stored.user, kind, stored.endpoint)
        try self.init(
            kind,
            endpoint: stored.endpoint,
            credentials: try vault.open(stored.credentials, kind, context: context),
            settings: ServiceSettings(kind, defaults)
        )
    }

    /// Under what name credentials are encrypted: for whom, and for where they are sent to.
    static func context(_ user: DiasporaID, _ kind: ServiceKind, _ endpoint: String) -> String {
        "\(user) \(kind.rawValue) \(endpoint)"
    }
}
