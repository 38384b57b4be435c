/// A post with a text of its own (protocol §8 `status_message`).
public struct StatusMessage: Sendable, Hashable {
    /// Who wrote it.
    public var author: DiasporaID
    /// Its identifier.
    public var guid: GUID
    /// When its author says it was written; nil if the sender's date could not be read.
    public var createdAt: Timestamp?
    /// Whether everybody may see it.
    public var isPublic: Bool
    /// Markdown with tags and mentions, at most 65,535 code points; nil if only photos.
    public var text: String?
    /// Where it was written: `mobile`, a program's name.
    public var providerDisplayName: String?
    /// When it was edited, which nothing here follows.
    public var editedAt: Timestamp?
    /// Its pictures, in the order received.
    public var photos: [Photo]
    /// Where it was written.
    public var location: Location?
    /// A question to its readers.
    public var poll: Poll?

    /// Says it in full.
    public init(
        author: DiasporaID,
        guid: GUID,
        createdAt: Timestamp? = nil,
        isPublic: Bool = false,
        text: String? = nil,
        providerDisplayName: String? = nil,
        editedAt: Timestamp? = nil,
        photos: [Photo] = [],
        location: Location? = nil,
        poll: Poll? = nil
    ) {
        self.author = author
        self.guid = guid
        self.createdAt = createdAt
        self.isPublic = isPublic
        self.text = text
        self.providerDisplayName = providerDisplayName
        self.editedAt = editedAt
        self.photos = photos
        self.location = location
        self.poll = poll
    }
}
