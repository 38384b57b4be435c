public import SocialModel

/// A node of a query's syntax tree, with people, aspects and times as typed, or bound to what they stand for.
public indirect enum QueryNode<Names: QueryNames>: Hashable, Sendable {
    /// All of them.
    case and([QueryNode])
    /// At least one of them.
    case or([QueryNode])
    /// Not this.
    case not(QueryNode)
    /// These words side by side, mostly one; with `prefix` the last one is only how a word begins.
    case phrase([String], prefix: Bool)
    /// A hashtag, by its normalised name.
    case tag(String)
    /// A mention of a person.
    case mentions(Names.Person)
    /// A post by a person.
    case from(Names.Person)
    /// A post by somebody in an aspect of the viewer's.
    case aspect(Names.Aspect)
    /// A post with something attached.
    case has(Attachment)
    /// A post of which something is true.
    case flag(QueryFlag)
    /// When the post was written.
    case written(Names.Time)
    /// The language of the text.
    case language(Language)
    /// How many likes, comments or reshares the post has.
    case count(Counter, ClosedRange<Int>)

    /// Calls `body` with each node that has no nodes below it.
    public func forEachLeaf(_ body: (QueryNode) -> Void) {
        switch self {
        case .and(let nodes), .or(let nodes): for node in nodes { node.forEachLeaf(body) }
        case .not(let node): node.forEachLeaf(body)
        default: body(self)
        }
    }
}

/// What stands for people, aspects and times in a tree.
public protocol QueryNames: Sendable {
    /// A person, or several.
    associatedtype Person: Hashable, Sendable
    /// An aspect, or several.
    associatedtype Aspect: Hashable, Sendable
    /// A condition on time.
    associatedtype Time: Hashable, Sendable
}

/// Names as somebody types them.
public enum TypedNames: QueryNames {
    /// `me`, an ID or a name.
    public typealias Person = PersonName
    /// An aspect's name.
    public typealias Aspect = String
    /// A date or a time ago.
    public typealias Time = QueryTime
}

/// What names stand for when somebody asks.
public enum BoundNames: QueryNames {
    /// All who are meant.
    public typealias Person = [PersonNumber]
    /// The viewer's aspects of that name.
    public typealias Aspect = [AspectNumber]
    /// Seconds since 1970.
    public typealias Time = Range<Int64>
}
