import SocialModel

/// A node of a query's syntax tree; `Person` is a diaspora* ID as typed, or the numbers that it stands for.
public indirect enum QueryNode<Person: Hashable & Sendable>: Hashable, Sendable {
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
    case mentions(Person)
    /// A post by a person.
    case from(Person)
    /// A fact.
    case fact(QueryFact)

    /// The same tree with other names for people.
    public func map<Other>(_ name: (Person) -> Other) -> QueryNode<Other> {
        switch self {
        case .and(let nodes): .and(nodes.map { $0.map(name) })
        case .or(let nodes): .or(nodes.map { $0.map(name) })
        case .not(let node): .not(node.map(name))
        case .phrase(let words, let prefix): .phrase(words, prefix: prefix)
        case .tag(let tag): .tag(tag)
        case .mentions(let person): .mentions(name(person))
        case .from(let person): .from(name(person))
        case .fact(let fact): .fact(fact)
        }
    }
}

/// What can be asked of a post besides words and people.
public enum QueryFact: String, CaseIterable, Hashable, Sendable {
    /// `has:photo`.
    case photo
    /// `is:public`.
    case isPublic = "public"
    /// `is:limited`.
    case isLimited = "limited"

    /// The field before the colon.
    var field: QueryField { self == .photo ? .has : .is }

    var fact: Fact {
        switch self {
        case .photo: .hasPhoto
        case .isPublic: .isPublic
        case .isLimited: .isLimited
        }
    }
}

/// The fields of the language: what may stand before a colon.
enum QueryField: String, CaseIterable {
    case from, mentions, has, `is`
}
