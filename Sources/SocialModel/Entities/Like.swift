/// Approval of a post or a comment; relayable (protocol §8 `like`).
public struct Like: Sendable, Hashable {
    /// Who likes.
    public var author: DiasporaID
    /// Its identifier.
    public var guid: GUID
    /// What is liked.
    public var parentGUID: GUID
    /// What kind of thing that is.
    public var parentType: LikeTarget
    /// Negative ones are kept and never counted.
    public var isPositive: Bool
    /// What a relay must pass on unchanged; nil if the author is the root's.
    public var relay: RelayData?

    /// Says it in full.
    public init(
        author: DiasporaID,
        guid: GUID,
        parentGUID: GUID,
        parentType: LikeTarget,
        isPositive: Bool = true,
        relay: RelayData? = nil
    ) {
        self.author = author
        self.guid = guid
        self.parentGUID = parentGUID
        self.parentType = parentType
        self.isPositive = isPositive
        self.relay = relay
    }
}

/// What can be liked.
public enum LikeTarget: String, Sendable, Hashable, CaseIterable {
    case post = "Post"
    case comment = "Comment"
}
