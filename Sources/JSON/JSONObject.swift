import SocialModel

/// The members of a JSON object, each name once, in the order written.
///
/// Names are the same when their bytes are. Looking one up walks the members:
/// the objects of the contract have few.
public struct JSONObject: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// A name and what it stands for.
    public struct Member: Sendable, Hashable {
        /// The name.
        public var name: String
        /// What it stands for.
        public var value: JSONValue
    }

    /// The members in order.
    public private(set) var members: [Member]

    /// An object without members.
    public init() { members = [] }

    /// An object with these members; of two with one name the last counts, in the place of the first.
    public init(_ pairs: some Sequence<(String, JSONValue)>) {
        members = []
        for (name, value) in pairs { self[name] = value }
    }

    /// An object with these members.
    public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }

    /// Takes members of which no two have one name.
    init(distinct members: [Member]) { self.members = members }

    /// The value of a member; setting replaces it in place or adds it at the end, nil removes it.
    public subscript(name: String) -> JSONValue? {
        get {
            // By place: to iterate over members would copy each.
            for index in members.indices where members[index].name.hasSameBytes(as: name) {
                return members[index].value
            }
            return nil
        }
        set {
            let index = members.firstIndex { $0.name.hasSameBytes(as: name) }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Whether there are no members.
    public var isEmpty: Bool { members.isEmpty }
}
