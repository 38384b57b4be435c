public import Query
public import SocialModel

/// A query without words, ready to be asked of the index: what a saved stream is, and what a reader mutes.
public struct IndexQuery: Sendable, Hashable {
    /// The syntax tree.
    public var root: QueryNode<BoundNames>
    /// The numbers of the tags that it names, as far as posts have had them.
    public var tags: [String: TagNumber]

    /// Joins both.
    public init(_ query: BoundQuery, tags: [String: TagNumber]) {
        root = query.root
        self.tags = tags
    }

    /// Whether likes, comments or reshares decide what it has.
    public var dependsOnActs: Bool {
        var depends = false
        root.forEachLeaf { leaf in
            switch leaf {
            case .count, .flag(.liked), .flag(.commented): depends = true
            default: break
            }
        }
        return depends
    }

    /// Whether it names a tag that no post has had yet.
    public var awaitsTags: Bool {
        BoundQuery(root: root).tags.contains { tags[$0] == nil }
    }
}
