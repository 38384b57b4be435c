public import JSON
public import SocialModel

/// Entities under the federation protocol's names (§8) as JSON: nested entities as objects and arrays, times in ISO 8601.
public enum EntityJSON {
    /// Reads the properties of an entity; `relay` is what the contract has beside `data`.
    ///
    /// Throws -32602 for a shape or an ID, -32002 for another rule of the protocol.
    public static func read(
        _ type: EntityType,
        data: Parameters,
        relay: Parameters? = nil
    ) throws(RPCFault) -> Entity {
        if let relay, ![.comment, .like, .pollParticipation].contains(type) {
            let name = String(relay.path.dropLast())
            throw .invalid(name, .unknownParameter, "Only a comment, like or poll_participation has \(name.quoted).")
        }
        switch type {
        case .comment: return .comment(try comment(data, relay: relay))
        case .like: return .like(try like(data, relay: relay))
        case .pollParticipation: return .pollParticipation(try pollParticipation(data, relay: relay))
        case .statusMessage: return .statusMessage(try statusMessage(data))
        case .photo: return .photo(try photo(data, isNested: false))
        case .reshare: return .reshare(try reshare(data))
        case .participation: return .participation(try participation(data))
        case .profile: return .profile(try profile(data))
        case .contact: return .contact(try contact(data))
        case .conversation: return .conversation(try conversation(data))
        case .message: return .message(try message(data))
        case .retraction: return .retraction(try retraction(data))
        case .accountDeletion: return .accountDeletion(try accountDeletion(data))
        case .accountMigration: return .accountMigration(try accountMigration(data))
        }
    }

    /// Reads what ``describe(_:)`` writes: an object with `type`, `data` and perhaps `relay`.
    public static func read(described fields: Parameters) throws(RPCFault) -> Entity {
        let type = try type(fields)
        return try read(type, data: try fields.object("data"), relay: try fields.optionalObject("relay"))
    }

    /// An entity as answers show it: `{type, guid, author, data}`, and `relay` where there is one.
    public static func describe(_ entity: Entity) -> JSONObject {
        var object: JSONObject = ["type": .string(entity.type.rawValue)]
        object["guid"] = entity.guid.map { .string($0.text) } ?? .null
        object["author"] = .string(entity.author.text)
        object["data"] = .object(write(entity))
        object["relay"] = relay(of: entity).map { .object($0) }
        return object
    }

    /// The properties of an entity, with the pod's rows in the nested parts that `rows` names.
    public static func write(_ entity: Entity, rows: [GUID: Int64] = [:]) -> JSONObject {
        switch entity {
        case .statusMessage(let entity): write(entity, rows: rows)
        case .photo(let entity): write(entity, row: nil)
        case .reshare(let entity): write(entity)
        case .comment(let entity): write(entity)
        case .like(let entity): write(entity)
        case .pollParticipation(let entity): write(entity)
        case .participation(let entity): write(entity)
        case .profile(let entity): write(entity)
        case .contact(let entity): write(entity)
        case .conversation(let entity): write(entity)
        case .message(let entity): write(entity)
        case .retraction(let entity): write(entity)
        case .accountDeletion(let entity): ["author": .string(entity.author.text)]
        case .accountMigration(let entity): write(entity)
        }
    }

    static func type(_ fields: Parameters) throws(RPCFault) -> EntityType {
        let word = try fields.string("type")
        guard let type = EntityType(rawValue: word) else {
            throw .invalid(fields.field("type"), .unknownType, "There is no type of entity \(word.quoted).")
        }
        return type
    }
}

/// The values that properties have, absent ones as nil.
extension JSONValue {
    static func text(_ text: String?) -> JSONValue? { text.map { .string($0) } }
    static func id(_ id: DiasporaID?) -> JSONValue? { id.map { .string($0.text) } }
    static func guid(_ guid: GUID?) -> JSONValue? { guid.map { .string($0.text) } }
    static func time(_ time: Timestamp?) -> JSONValue? { time.map { .string($0.iso8601Microseconds) } }
    static func row(_ row: Int64?) -> JSONValue? { row.map { .integer($0) } }
}
