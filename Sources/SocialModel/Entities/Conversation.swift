/// A private conversation (protocol §8 `conversation`).
public struct Conversation: Sendable, Hashable {
    /// Who began it.
    public var author: DiasporaID
    /// Its identifier.
    public var guid: GUID
    /// 1 to 255 code points.
    public var subject: String
    /// When.
    public var createdAt: Timestamp?
    /// All who take part, at least two.
    public var participants: [DiasporaID]
    /// The first messages.
    public var messages: [Message]

    /// Says it in full.
    public init(
        author: DiasporaID,
        guid: GUID,
        subject: String,
        createdAt: Timestamp? = nil,
        participants: [DiasporaID],
        messages: [Message] = []
    ) {
        self.author = author
        self.guid = guid
        self.subject = subject
        self.createdAt = createdAt
        self.participants = participants
        self.messages = messages
    }
}
