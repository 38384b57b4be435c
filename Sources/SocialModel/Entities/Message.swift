/// A message of a conversation (protocol §8 `message`).
public struct Message: Sendable, Hashable {
    /// Who wrote it.
    public var author: DiasporaID
    /// Its identifier.
    public var guid: GUID
    /// 1 to 65,535 code points.
    public var text: String
    /// When.
    public var createdAt: Timestamp?
    /// When it was edited.
    public var editedAt: Timestamp?
    /// The conversation.
    public var conversationGUID: GUID

    /// Says it in full.
    public init(
        author: DiasporaID,
        guid: GUID,
        text: String,
        createdAt: Timestamp? = nil,
        editedAt: Timestamp? = nil,
        conversationGUID: GUID
    ) {
        self.author = author
        self.guid = guid
        self.text = text
        self.createdAt = createdAt
        self.editedAt = editedAt
        self.conversationGUID = conversationGUID
    }
}
