/// How much a query may ask for, so that no query is a burden.
public struct QueryLimits: Hashable, Sendable {
    /// The longest query, in bytes of UTF-8.
    public var bytes = 1_024
    /// The most words, tags, people and facts together; each word of a phrase counts.
    public var terms = 64
    /// The deepest nesting of parentheses and negations.
    public var depth = 12
    /// The most prefixes.
    public var prefixes = 4
    /// The shortest prefix, in code points.
    public var shortestPrefix = 2
    /// The greatest number in `likes:`, `comments:` and `reshares:`.
    public static let greatestCount = 1_000_000_000
    /// The longest time ago, in seconds: about two hundred years.
    public static let longestAgo: Int64 = 200 * 365 * 86_400

    /// The limits that fit a server of 2 GB.
    public init() {}
}
