public import SocialModel

/// A post as far as other networks are told of it.
public struct OutgoingPost: Sendable, Hashable {
    /// Its identifier.
    public var guid: GUID
    /// Its text, without Markdown.
    public var text: PostText
    /// Its pictures, in order.
    public var photos: [OutgoingPhoto]
    /// Where it stands on its pod: `https://pod.example/p/guid`.
    public var url: String
    /// When it was written.
    public var createdAt: Timestamp
    /// Whether it is to be shielded.
    public var isNSFW: Bool
    /// Whether it has something that no network is told of, as a poll, and to which the link leads.
    public var hasMore: Bool
    /// What is shown of the page that it links to.
    public var card: LinkCard?
    /// What languages it is in, by their codes.
    public var language: String?

    /// Says it in full.
    public init(
        guid: GUID,
        text: PostText,
        photos: [OutgoingPhoto] = [],
        url: String,
        createdAt: Timestamp,
        isNSFW: Bool = false,
        hasMore: Bool = false,
        card: LinkCard? = nil,
        language: String? = nil
    ) {
        self.guid = guid
        self.text = text
        self.photos = photos
        self.url = url
        self.createdAt = createdAt
        self.isNSFW = isNSFW
        self.hasMore = hasMore
        self.card = card
        self.language = language
    }
}

/// A picture that lies at a URL.
public struct OutgoingPhoto: Sendable, Hashable {
    /// Where its bytes are.
    public var url: String
    /// What can be seen in it, for who cannot.
    public var description: String?
    /// Pixels.
    public var width: Int?
    /// Pixels.
    public var height: Int?

    /// Says it in full.
    public init(url: String, description: String? = nil, width: Int? = nil, height: Int? = nil) {
        self.url = url
        self.description = description
        self.width = width
        self.height = height
    }
}

/// What is shown of a page that a post links to.
public struct LinkCard: Sendable, Hashable {
    /// Its address.
    public var url: String
    /// Its title.
    public var title: String
    /// What it says of itself.
    public var description: String

    /// Says it in full.
    public init(url: String, title: String, description: String) {
        self.url = url
        self.title = title
        self.description = description
    }
}
