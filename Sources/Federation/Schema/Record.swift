import SocialModel

/// The values of one entity by the names of its schema: what lies between XML and the types of SocialModel.
struct Record: Sendable {
    enum Value: Sendable {
        case string(String)
        case boolean(Bool)
        case integer(Int)
        case timestamp(Timestamp)
        case guid(GUID)
        case person(DiasporaID)
        case record(Record)
        case list([Record])
    }

    let schema: EntitySchema
    /// One for each property of the schema; nil is null.
    private(set) var values: [Value?]

    /// Takes the values in the order of the schema.
    init(_ schema: EntitySchema, inOrder values: [Value?]) {
        self.schema = schema
        self.values = values
    }

    /// Takes values by name; what is not named is null.
    init(_ schema: EntitySchema, _ named: KeyValuePairs<String, Value?>) {
        self.schema = schema
        values = Array(repeating: nil, count: schema.properties.count)
        for (name, value) in named {
            if let index = schema.index(of: name) { values[index] = value }
        }
    }

    /// The value of a property; nil if it is null.
    subscript(name: String) -> Value? {
        guard let index = schema.index(of: name) else { return nil }
        return values[index]
    }

    /// A text.
    func string(_ name: String) -> String? { if case .string(let value) = self[name] { value } else { nil } }
    /// A boolean.
    func boolean(_ name: String) -> Bool? { if case .boolean(let value) = self[name] { value } else { nil } }
    /// A number.
    func integer(_ name: String) -> Int? { if case .integer(let value) = self[name] { value } else { nil } }
    /// A time.
    func timestamp(_ name: String) -> Timestamp? { if case .timestamp(let value) = self[name] { value } else { nil } }
    /// A GUID.
    func guid(_ name: String) -> GUID? { if case .guid(let value) = self[name] { value } else { nil } }
    /// An ID.
    func person(_ name: String) -> DiasporaID? { if case .person(let value) = self[name] { value } else { nil } }
    /// A nested entity.
    func record(_ name: String) -> Record? { if case .record(let value) = self[name] { value } else { nil } }
    /// Nested entities; none if null.
    func list(_ name: String) -> [Record] { if case .list(let value) = self[name] { value } else { [] } }

    /// A value that the schema promises to be there.
    ///
    /// The table and the types of SocialModel might disagree, so that is an error and no trap.
    func required<T>(_ value: T?, _ name: String) throws(FederationError) -> T {
        guard let value else { throw .invalidProperties(entity: schema.name, names: [name]) }
        return value
    }
}

extension Record.Value {
    /// The text of a simple value, as it is written and signed: booleans as words, times in UTC with whole seconds.
    var canonicalText: String {
        switch self {
        case .string(let text): XMLCharacters.sanitised(text)
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .timestamp(let time): time.iso8601Seconds
        case .guid(let guid): guid.text
        case .person(let person): person.text
        case .record, .list: ""
        }
    }
}
