public import SocialModel

/// A query as its text says it.
///
///     query  = and { "OR" and }
///     and    = not { [ "AND" ] not }
///     not    = ( "-" | "NOT" ) not | atom
///     atom   = "(" query ")" | '"' words '"' | word [ "*" ]
///            | "#" tag | "@" id | "mentions:" id | "from:" id | "has:photo" | "is:public" | "is:limited"
///
/// The operators are in capitals, `or` is a word. `-` negates at the start of a term only: `e-mail` is two words side
/// by side. A word that is written as several, such as `l'eau`, `pod.org` or any CJK text, is a phrase of them.
/// Between quotation marks there is text only: no tags, no people. What has no words, such as `!`, is passed over.
public struct SearchQuery: Hashable, Sendable {
    /// The syntax tree.
    public let root: QueryNode<DiasporaID>

    /// Reads a query; throws `SearchError.query`, which says where it is wrong.
    public static func parse(
        _ text: String,
        with tokenizer: Tokenizer,
        limits: QueryLimits = QueryLimits()
    ) throws(SearchError) -> SearchQuery {
        guard text.utf8.count <= limits.bytes else {
            throw .query(QueryFault(.tooLong(limit: limits.bytes), at: 0))
        }
        var parser = QueryParser(text, tokenizer: tokenizer, limits: limits)
        do {
            return SearchQuery(root: try parser.parse())
        } catch {
            throw .query(error)
        }
    }

    /// The people it names.
    public var people: Set<DiasporaID> {
        var found: Set<DiasporaID> = []
        _ = root.map { person in
            found.insert(person)
            return person
        }
        return found
    }

    /// Puts numbers in the place of IDs: several where somebody has moved, none for somebody unknown, who matches
    /// nothing.
    public func bind(resolve: (DiasporaID) -> [PersonNumber]) -> BoundQuery { BoundQuery(root: root.map(resolve)) }
}

/// A query whose people are known by number: what the index and the matcher take.
public struct BoundQuery: Hashable, Sendable {
    /// The syntax tree; a person is all numbers she or he has had.
    public let root: QueryNode<[PersonNumber]>

    /// Wraps a tree.
    public init(root: QueryNode<[PersonNumber]>) { self.root = root }
}
