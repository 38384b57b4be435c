import JSON
import Ledger
import SocialModel
import Wire

/// What a parked change or envelope waits for, as `needs` lists it.
enum NeedJSON {
    static func write(_ need: Need) -> JSONValue {
        switch need {
        case .person(let id): ["kind": "person", "id": .string(id.text)]
        case .user(let id): ["kind": "user", "id": .string(id.text)]
        case .entity(let type, let guid, let author):
            [
                "kind": "entity", "type": .string(type.rawValue), "guid": .string(guid.text),
                "author": author.map { .string($0.text) } ?? .null,
            ]
        }
    }
}
