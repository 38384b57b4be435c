/// Somebody else's public post, passed on; always public (protocol §8 `reshare`).
public struct Reshare: Sendable, Hashable {
    /// Who passes it on.
    public var author: DiasporaID
    /// Its own identifier.
    public var guid: GUID
    /// When.
    public var createdAt: Timestamp?
    /// What is passed on; nil if that was retracted at the origin.
    public var root: Root?

    /// The post that is passed on.
    public struct Root: Sendable, Hashable {
        /// Its author (`root_author`).
        public var author: DiasporaID
        /// Its identifier (`root_guid`).
        public var guid: GUID

        /// Names a post.
        public init(author: DiasporaID, guid: GUID) {
            self.author = author
            self.guid = guid
        }
    }

    /// Says it in full.
    public init(author: DiasporaID, guid: GUID, createdAt: Timestamp? = nil, root: Root? = nil) {
        self.author = author
        self.guid = guid
        self.createdAt = createdAt
        self.root = root
    }
}
