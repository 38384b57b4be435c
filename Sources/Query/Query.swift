public import SocialModel

// One language for search, saved streams, mutes and subscriptions; Docs/query-language.md has its grammar.
//
//   text ─▶ Parsing/QueryParser ─▶ TypedQuery        people, aspects and times as typed
//        ─▶ TypedQuery.bind     ─▶ BoundQuery        as numbers and seconds
//        ─▶ BoundQuery.matches(post)                 the matcher; every planner has to agree with it
//        ─▶ BoundQuery.reduced                       what is left to ask where only some facts are known

/// A query as its text says it.
public struct TypedQuery: Hashable, Sendable {
    /// The syntax tree.
    public let root: QueryNode<TypedNames>

    /// Wraps a tree.
    public init(root: QueryNode<TypedNames>) { self.root = root }

    /// Reads a query; the fault says where it is wrong, and what was probably meant.
    public static func parse(
        _ text: String,
        cuttingWordsWith cutter: some WordCutter,
        limits: QueryLimits = QueryLimits()
    ) throws(QueryFault) -> TypedQuery {
        guard text.utf8.count <= limits.bytes else { throw QueryFault(.tooLong(limit: limits.bytes), at: 0) }
        var parser = QueryParser(text, cutter: cutter, limits: limits)
        return TypedQuery(root: try parser.parse())
    }

    /// The people that it names, `is:own` being by `me`.
    public var people: Set<PersonName> {
        var found: Set<PersonName> = []
        root.forEachLeaf { leaf in
            switch leaf {
            case .mentions(let person), .from(let person): found.insert(person)
            case .flag(.own): found.insert(.me)
            default: break
            }
        }
        return found
    }

    /// The aspects that it names.
    public var aspects: Set<String> {
        var found: Set<String> = []
        root.forEachLeaf { if case .aspect(let name) = $0 { found.insert(name) } }
        return found
    }

    /// Whether it asks for something that only a viewer has: an aspect, the viewer, own acts.
    public var needsViewer: Bool {
        var needs = false
        root.forEachLeaf { leaf in
            switch leaf {
            case .mentions(.me), .from(.me), .aspect, .flag(.own), .flag(.liked), .flag(.commented): needs = true
            default: break
            }
        }
        return needs
    }

    /// Puts numbers in the place of names.
    ///
    /// A person is several where somebody has moved or several have the name, and none, whom nothing matches, where
    /// nobody is known by it. Relative times count back from `now`.
    public func bind(
        now: Timestamp,
        people: (PersonName) -> [PersonNumber],
        aspects: (String) -> [AspectNumber] = { _ in [] }
    ) -> BoundQuery {
        BoundQuery(root: Self.bind(root, now, people, aspects))
    }

    private static func bind(
        _ node: QueryNode<TypedNames>,
        _ now: Timestamp,
        _ people: (PersonName) -> [PersonNumber],
        _ aspects: (String) -> [AspectNumber]
    ) -> QueryNode<BoundNames> {
        switch node {
        case .and(let nodes): .and(nodes.map { bind($0, now, people, aspects) })
        case .or(let nodes): .or(nodes.map { bind($0, now, people, aspects) })
        case .not(let node): .not(bind(node, now, people, aspects))
        case .phrase(let words, let prefix): .phrase(words, prefix: prefix)
        case .tag(let name): .tag(name)
        case .mentions(let person): .mentions(people(person))
        case .from(let person): .from(people(person))
        case .flag(.own): .from(people(.me))
        case .aspect(let name): .aspect(aspects(name))
        case .has(let attachment): .has(attachment)
        case .flag(let flag): .flag(flag)
        case .written(let time): .written(time.seconds(now: now))
        case .language(let language): .language(language)
        case .count(let counter, let range): .count(counter, range)
        }
    }
}
