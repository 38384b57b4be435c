/// A pod's subscription to a local post (protocol §8 `participation`).
public struct Participation: Sendable, Hashable {
    /// Who subscribes.
    public var author: DiasporaID
    /// Its identifier.
    public var guid: GUID
    /// The post.
    public var parentGUID: GUID

    /// Says it in full.
    public init(author: DiasporaID, guid: GUID, parentGUID: GUID) {
        self.author = author
        self.guid = guid
        self.parentGUID = parentGUID
    }
}
