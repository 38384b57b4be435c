import SocialModel

/// Reads a record out of an element, and checks all rules (protocol §5 to §7).
struct RecordReader {
    let document: XMLDocument
    /// What an entity without `created_at` gets.
    let now: Timestamp
    let limits: FederationLimits

    /// Reads an element, nested ones included.
    ///
    /// Throws what is missing, what breaks its rule, or how properties contradict each other.
    func read(_ element: XMLElement, _ schema: EntitySchema) throws(FederationError) -> Record {
        var values: [Record.Value?] = []
        values.reserveCapacity(schema.properties.count)
        var missing: [String] = []
        var invalid: [String] = []
        let places = firstChildren(of: element, schema)
        for (property, place) in zip(schema.properties, places) {
            switch try value(of: property, in: element, at: place) {
            case .missing: missing.append(property.name)
            case .invalid: invalid.append(property.name)
            case .value(let value):
                if !(value == nil && property.isOptional), !property.rules.allSatisfy({ $0.allows(value) }) {
                    invalid.append(property.name)
                }
                values.append(value)
            }
        }
        guard missing.isEmpty else { throw .missingProperties(entity: schema.name, names: missing) }
        guard invalid.isEmpty else { throw .invalidProperties(entity: schema.name, names: invalid) }
        let record = Record(schema, inOrder: values)
        if let inconsistency = schema.check(record) {
            throw .inconsistentProperties(entity: schema.name, inconsistency)
        }
        return record
    }

    private enum Outcome {
        case missing, invalid
        case value(Record.Value?)
    }

    /// Where the first child of each property's name is; the first of several counts, and any without a prefix before those with one.
    private func firstChildren(of element: XMLElement, _ schema: EntitySchema) -> [Int?] {
        var places = [Int?](repeating: nil, count: schema.properties.count)
        for place in element.children.indices {
            guard let index = schema.index(of: element.children[place].name) else { continue }
            let isBetter = places[index].map {
                element.children[$0].isQualified && !element.children[place].isQualified
            }
            if isBetter ?? true { places[index] = place }
        }
        return places
    }

    private func value(
        of property: Property,
        in element: XMLElement,
        at place: Int?
    ) throws(FederationError) -> Outcome {
        guard let place else { return absent(property) }
        let child = element.children[place]
        switch property.kind {
        case .list(let schema):
            return try list(of: property, schema, in: element)
        case .record(let schema):
            // One without any child node, or with a prefix, is there and null.
            guard !child.isEmpty, !child.isQualified else { return .value(nil) }
            return .value(.record(try read(child, schema)))
        default:
            // One with a prefix is there, so that no default applies, and null.
            return child.isQualified ? nothing(property) : simple(property, document.text(of: child))
        }
    }

    private func list(
        of property: Property,
        _ schema: EntitySchema,
        in element: XMLElement
    ) throws(FederationError) -> Outcome {
        var items: [Record] = []
        for child in element.children where child.name == property.name {
            guard !child.isEmpty, !child.isQualified else { continue }
            guard items.count < limits.listItems else {
                throw .tooManyItems(name: property.name, limit: limits.listItems)
            }
            items.append(try read(child, schema))
        }
        return .value(.list(items))
    }

    private func absent(_ property: Property) -> Outcome {
        switch property.presence {
        case .required: .missing
        case .optional, .defaulted(.none), .optionalDefaulted(.none): .value(nil)
        case .defaulted(.now), .optionalDefaulted(.now): .value(.timestamp(now))
        case .defaulted(.yes), .optionalDefaulted(.yes): .value(.boolean(true))
        case .defaulted(.no), .optionalDefaulted(.no): .value(.boolean(false))
        }
    }

    private func nothing(_ property: Property) -> Outcome {
        switch property.kind {
        case .guid, .person: property.isOptional ? .value(nil) : .invalid
        default: .value(nil)
        }
    }

    private func simple(_ property: Property, _ text: String) -> Outcome {
        guard !text.isEmpty else { return nothing(property) }
        switch property.kind {
        case .string: return .value(.string(text))
        case .boolean: return .value(ValueText.boolean(text).map(Record.Value.boolean))
        case .integer: return .value(ValueText.integer(text).map(Record.Value.integer))
        case .timestamp: return .value(Timestamp(iso8601: text).map(Record.Value.timestamp))
        case .guid: return GUID(text).map { .value(.guid($0)) } ?? .invalid
        case .person: return DiasporaID(text).map { .value(.person($0)) } ?? .invalid
        case .record, .list: return .invalid
        }
    }
}
