/// A value of JSON, as far as federation looks at it.
enum JSONNode {
    /// Members by name; of several with one name the last counts, as it does for diaspora*'s own library.
    case object([String: JSONNode])
    case array([JSONNode])
    case string(String)
    /// A number or a boolean, which nobody reads.
    case scalar
    case null

    /// The member of an object; nil if there is none, if it is null, or if this is no object.
    subscript(name: String) -> JSONNode? {
        guard case .object(let members) = self, let member = members[name] else { return nil }
        if case .null = member { return nil }
        return member
    }

    /// The text of a string; nil for anything else.
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}
