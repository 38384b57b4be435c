/// All that the item of a post shows (diaspora-behaviour §13.1), but for its counters and what depends on the viewer.
///
/// A reshare holds what is its own; what it shows of its root comes from the root's contents.
public struct PostContents: Sendable, Hashable {
    /// The ledger's number.
    public var number: PostNumber
    /// Its identifier.
    public var guid: GUID
    /// The pod's own row.
    public var rowID: Int64?
    /// Who wrote or reshared it.
    public var author: PersonCard
    /// Whether everybody may see it.
    public var isPublic: Bool
    /// The time shown and sorted by: the author's, but never later than the arrival.
    public var createdAt: Timestamp
    /// What the sender said, where that is later than the arrival.
    public var claimedAt: Timestamp?
    /// When somebody last commented, else when it arrived.
    public var interactedAt: Timestamp
    /// Where it was written.
    public var providerDisplayName: String?
    /// Markdown; nil for a reshare, and for a post of photos only.
    public var text: String?
    /// Whether the body is to be shielded; nil for a reshare whose root is gone.
    public var isNSFW: Bool?
    /// Whether this is a reshare.
    public var isReshare: Bool
    /// The post at the end of the chain of reshares, if it still exists.
    public var root: PostNumber?
    /// Everybody it mentions.
    public var mentionedPeople: [PersonCard]
    /// Its pictures, in order.
    public var photos: [Photo]
    /// What was made of them, by their GUIDs.
    public var madePhotos: [GUID: MadePhoto]
    /// Where it was written.
    public var location: Location?
    /// Its poll.
    public var poll: Poll?
    /// The last three comments, oldest first.
    public var lastComments: [CommentContents]
    /// The pod's own rows of the poll and its answers, by their GUIDs.
    public var partRowIDs: [GUID: Int64]
    /// How many voted for each answer of the poll, by the answer's GUID.
    public var votes: [GUID: Int]
    /// What is shown of what it links to.
    public var preview: Preview

    /// Says it in full.
    public init(
        number: PostNumber,
        guid: GUID,
        rowID: Int64?,
        author: PersonCard,
        isPublic: Bool,
        createdAt: Timestamp,
        claimedAt: Timestamp?,
        interactedAt: Timestamp,
        providerDisplayName: String?,
        text: String?,
        isNSFW: Bool?,
        isReshare: Bool,
        root: PostNumber?,
        mentionedPeople: [PersonCard],
        photos: [Photo],
        madePhotos: [GUID: MadePhoto] = [:],
        location: Location?,
        poll: Poll?,
        lastComments: [CommentContents],
        partRowIDs: [GUID: Int64] = [:],
        votes: [GUID: Int] = [:],
        preview: Preview = Preview()
    ) {
        self.number = number
        self.guid = guid
        self.rowID = rowID
        self.author = author
        self.isPublic = isPublic
        self.createdAt = createdAt
        self.claimedAt = claimedAt
        self.interactedAt = interactedAt
        self.providerDisplayName = providerDisplayName
        self.text = text
        self.isNSFW = isNSFW
        self.isReshare = isReshare
        self.root = root
        self.mentionedPeople = mentionedPeople
        self.photos = photos
        self.madePhotos = madePhotos
        self.location = location
        self.poll = poll
        self.lastComments = lastComments
        self.partRowIDs = partRowIDs
        self.votes = votes
        self.preview = preview
    }
}

/// What is shown of the page or video that a post links to, as the pod found it.
public struct Preview: Sendable, Hashable {
    /// The object of `o_embed_cache`, as JSON.
    public var oEmbed: String?
    /// The object of `open_graph_cache`, as JSON.
    public var openGraph: String?

    /// Says it in full.
    public init(oEmbed: String? = nil, openGraph: String? = nil) {
        self.oEmbed = oEmbed
        self.openGraph = openGraph
    }
}

/// A comment as items and `post.comments` show it.
public struct CommentContents: Sendable, Hashable {
    /// Its identifier.
    public var guid: GUID
    /// The pod's own row.
    public var rowID: Int64?
    /// Who wrote it.
    public var author: PersonCard
    /// Markdown.
    public var text: String
    /// When its author says it was written.
    public var createdAt: Timestamp
    /// Everybody it mentions.
    public var mentionedPeople: [PersonCard]
    /// How many like it.
    public var likes: Int

    /// Says it in full.
    public init(
        guid: GUID,
        rowID: Int64?,
        author: PersonCard,
        text: String,
        createdAt: Timestamp,
        mentionedPeople: [PersonCard],
        likes: Int
    ) {
        self.guid = guid
        self.rowID = rowID
        self.author = author
        self.text = text
        self.createdAt = createdAt
        self.mentionedPeople = mentionedPeople
        self.likes = likes
    }
}
