/// A remark on a post; relayable (protocol §8 `comment`).
public struct Comment: Sendable, Hashable {
    /// Who wrote it.
    public var author: DiasporaID
    /// Its identifier.
    public var guid: GUID
    /// The post.
    public var parentGUID: GUID
    /// 1 to 65,535 code points.
    public var text: String
    /// When its author says it was written.
    public var createdAt: Timestamp?
    /// When it was edited.
    public var editedAt: Timestamp?
    /// What a relay must pass on unchanged; nil if the author is the root's.
    public var relay: RelayData?

    /// Says it in full.
    public init(
        author: DiasporaID,
        guid: GUID,
        parentGUID: GUID,
        text: String,
        createdAt: Timestamp? = nil,
        editedAt: Timestamp? = nil,
        relay: RelayData? = nil
    ) {
        self.author = author
        self.guid = guid
        self.parentGUID = parentGUID
        self.text = text
        self.createdAt = createdAt
        self.editedAt = editedAt
        self.relay = relay
    }
}
