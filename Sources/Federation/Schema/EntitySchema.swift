/// Which elements an entity has, and which rules they follow: a row of protocol §8 as data.
struct EntitySchema: Sendable {
    /// The element's name.
    let name: String
    /// In the order of the declaration, which is that of writing.
    let properties: [Property]
    /// The properties' names, in the same order.
    private let names: [String]
    /// Whether an author signs it apart from the envelope.
    let isRelayable: Bool
    /// What one property alone cannot tell.
    let check: @Sendable (Record) -> Inconsistency?

    init(
        _ name: String,
        relayable isRelayable: Bool = false,
        _ properties: [Property],
        check: @escaping @Sendable (Record) -> Inconsistency? = { _ in nil }
    ) {
        self.name = name
        self.properties = properties
        names = properties.map(\.name)
        self.isRelayable = isRelayable
        self.check = check
    }

    /// Where a property stands; nil if there is none of that name.
    func index(of name: String) -> Int? { names.firstIndex(of: name) }
}

/// One element of an entity.
struct Property: Sendable {
    /// What the element's text is read as.
    enum Kind: Sendable {
        case string, boolean, integer, timestamp
        /// A GUID; anything else breaks the rule.
        case guid
        /// A diaspora* ID; anything else breaks the rule.
        case person
        /// Nested elements.
        case record(EntitySchema)
        /// The same nested element, any number of times.
        case list(EntitySchema)
    }

    /// What a missing element means.
    enum Presence: Sendable {
        /// The entity is refused.
        case required
        /// This value counts instead.
        case defaulted(Default)
        /// Nothing; null is allowed and left out on writing.
        case optional
        /// This value counts instead; null is allowed, and left out on writing.
        case optionalDefaulted(Default)
    }

    /// Values of missing elements.
    enum Default: Sendable {
        case now, yes, no, none
    }

    let name: String
    let kind: Kind
    let presence: Presence
    let rules: [Rule]

    init(_ name: String, _ kind: Kind, _ presence: Presence, _ rules: Rule...) {
        self.name = name
        self.kind = kind
        self.presence = presence
        self.rules = rules
    }

    /// Whether null is allowed, whatever the rules.
    var isOptional: Bool {
        switch presence {
        case .required, .defaulted: false
        case .optional, .optionalDefaulted: true
        }
    }
}
