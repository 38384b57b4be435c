import JSON
public import SocialModel

/// What a pod's WebFinger answer (a JRD) says of a person (protocol §12.2).
public struct WebFingerDocument: Sendable, Hashable {
    /// Whom it is about.
    public let id: DiasporaID
    /// The subject as it is written.
    public let subject: String
    /// Where the hCard is.
    public let hCardURL: String
    /// The pod's own address.
    public let seedURL: String
    /// The person's page.
    public let profileURL: String?
    /// The person's public posts as Atom.
    public let atomURL: String?
    /// Where private payloads for this person go.
    public let salmonURL: String?
    /// Where people subscribe, `{uri}` standing for whom; nobody checks it.
    public let subscribeTemplate: String?

    /// Says it in full; nothing is checked.
    public init(
        id: DiasporaID,
        hCardURL: String,
        seedURL: String,
        profileURL: String? = nil,
        atomURL: String? = nil,
        salmonURL: String? = nil,
        subscribeTemplate: String? = nil
    ) {
        self.id = id
        subject = "acct:\(id)"
        self.hCardURL = hCardURL
        self.seedURL = seedURL
        self.profileURL = profileURL
        self.atomURL = atomURL
        self.salmonURL = salmonURL
        self.subscribeTemplate = subscribeTemplate
    }

    /// Reads and checks the answer to a question about one person, or, without one, about whomever it names.
    ///
    /// URLs are absolute, with http or https, and their host is neither
    /// `localhost` nor an address that is not public (§18, §19). Whoever
    /// fetches one checks the address that a name resolves to.
    ///
    /// Throws ``FederationError/notJSON``, a limit, ``FederationError/missingProperties(entity:names:)``,
    /// ``FederationError/invalidProperties(entity:names:)``, or ``FederationError/subjectMismatch(asked:found:)``.
    public init(
        parsing jrd: [UInt8],
        for asked: DiasporaID?,
        limits: FederationLimits = .standard
    ) throws(FederationError) {
        guard jrd.count <= limits.discoveryBytes else { throw .tooLarge(limit: limits.discoveryBytes) }
        let document = try JSONValue(federated: jrd, limits: limits)
        guard case .object = document else { throw .notJSON }
        let missing = ["subject", "links"].filter { document.present($0) == nil }
        guard missing.isEmpty else { throw .missingProperties(entity: Self.entity, names: missing) }
        guard let subject = document["subject"]?.string, let links = document["links"]?.array else {
            throw .invalidProperties(entity: Self.entity, names: ["subject", "links"])
        }
        let found = DiasporaID(discovering: subject)
        if let asked, asked != found { throw .subjectMismatch(asked: asked, found: subject) }
        guard let found else { throw .invalidProperties(entity: Self.entity, names: ["subject"]) }
        var reader = LinkReader(links: links)
        if let expires = document.present("expires"), expires.string.flatMap({ Timestamp(iso8601: $0) }) == nil {
            reader.invalid.append("expires")
        }
        let hCard = reader.url("http://microformats.org/profile/hcard", [.host, .path])
        let seed = reader.url("http://joindiaspora.com/seed_location", [.host])
        profileURL = reader.url("http://webfinger.net/rel/profile-page", [.host, .path])
        atomURL = reader.url("http://schemas.google.com/g/2010#updates-from", [.host, .path])
        salmonURL = reader.url("salmon", [.host, .path])
        subscribeTemplate = reader.first("http://ostatus.org/schema/1.0/subscribe")?["template"]?.string
        guard reader.invalid.isEmpty else { throw .invalidProperties(entity: Self.entity, names: reader.invalid) }
        guard let hCard, let seed else {
            let names = (hCard == nil ? ["hcard"] : []) + (seed == nil ? ["seed_location"] : [])
            throw .missingProperties(entity: Self.entity, names: names)
        }
        id = found
        self.subject = subject
        hCardURL = hCard
        seedURL = seed
    }

    private static let entity = "webfinger"

    /// Where a person's pod is asked (protocol §12.1); redirects from there to http are not followed (§18).
    public static func url(for id: DiasporaID) -> String {
        var resource = ""
        for byte in "acct:\(id)".utf8 {
            switch Unicode.Scalar(byte) {
            case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~":
                resource.unicodeScalars.append(Unicode.Scalar(byte))
            default: resource += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return "https://\(id.host)/.well-known/webfinger?resource=\(resource)"
    }
}

/// Finds links and keeps in mind which ones cannot be used.
private struct LinkReader {
    let links: [JSONValue]
    var invalid: [String] = []

    /// The first link of a relation; later ones do not count, even if this one is of no use.
    func first(_ relation: String) -> JSONValue? {
        links.first { $0["rel"]?.string.map { $0.utf8.elementsEqual(relation.utf8) } ?? false }
    }

    mutating func url(_ relation: String, _ parts: [WebURI.Part]) -> String? {
        guard let href = first(relation)?.present("href") else { return nil }
        guard let text = href.string, let host = WebURI.webHost(text, having: parts), PublicAddress.mayBe(host: host)
        else {
            invalid.append(relation)
            return nil
        }
        return text
    }
}
