import GRDB
import SocialModel

/// A tag and how many public posts have it.
public struct TagCount: Hashable, Sendable {
    /// Its normalised name.
    public let name: String
    /// The number of public posts.
    public let posts: Int

    /// A tag with its number of public posts.
    public init(name: String, posts: Int) {
        self.name = name
        self.posts = posts
    }
}

extension SearchIndex {
    /// The tags of public posts that begin so, the most used first.
    ///
    /// The prefix is normalised as tags are.
    public func tags(prefix: String, limit: Int) throws(SearchError) -> [TagCount] {
        let low = TagGrammar.normalise(prefix)
        guard !low.isEmpty, limit > 0 else { return [] }
        return try storage {
            try queue.inDatabase { db in
                // Names compare by their bytes, and no code point has a byte above F4.
                let statement = try db.cachedStatement(
                    sql: """
                        SELECT name, posts FROM tag WHERE name >= ?1 AND name < ?1 || char(0x10FFFF)
                        ORDER BY posts DESC, name LIMIT ?2
                        """
                )
                return try Row.fetchAll(statement, arguments: [low, limit]).map { TagCount(name: $0[0], posts: $0[1]) }
            }
        }
    }
}
