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
    /// The tags of public posts that begin so, those in `followed` first, and of each kind the most used of late.
    ///
    /// The prefix is normalised as tags are.
    public func tags(prefix: String, limit: Int, followed: Set<String> = []) throws(SearchError) -> [TagCount] {
        let low = TagGrammar.normalise(prefix)
        guard !low.isEmpty, limit > 0 else { return [] }
        return try reading { () throws(SearchError) in try tags(from: low, limit: limit, followed: followed) }
    }

    private func tags(from low: String, limit: Int, followed: Set<String>) throws(SearchError) -> [TagCount] {
        try storage {
            try queue.inDatabase { db in
                let one = try db.cachedStatement(sql: "SELECT name, posts, weight FROM tag WHERE name = ?")
                let own = try followed.filter { $0.utf8.starts(with: low.utf8) }
                    .compactMap { try Row.fetchOne(one, arguments: [$0]) }
                    .sorted { ($1["weight"] as Double, $0["name"] as String) < ($0["weight"], $1["name"]) }
                // Names compare by their bytes, and no code point has a byte above F4.
                let statement = try db.cachedStatement(
                    sql: """
                        SELECT name, posts FROM tag WHERE name >= ?1 AND name < ?1 || char(0x10FFFF)
                        ORDER BY weight DESC, name LIMIT ?2
                        """
                )
                let names = Set(own.map { $0["name"] as String })
                let others = try Row.fetchAll(statement, arguments: [low, limit + own.count])
                    .filter { !names.contains($0["name"]) }
                return (own + others).prefix(limit).map { TagCount(name: $0["name"], posts: $0["posts"]) }
            }
        }
    }
}
