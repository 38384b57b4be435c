import Federation
import Foundation
import GRDB
public import SocialModel

/// Where a person's pod can be asked.
public struct PodOfPerson: Sendable, Hashable {
    /// As the pod says; nil if nobody told.
    public var url: String?
    /// Whether the person has an account here, so that nobody else knows more.
    public var isLocal: Bool
}

extension LedgerReader {
    /// What is known of a person's pod.
    public func pod(of person: DiasporaID) throws(LedgerError) -> PodOfPerson {
        try read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT url, flags FROM people WHERE id = ?"),
                arguments: [person]
            )
            guard let row else { return PodOfPerson(url: nil, isLocal: false) }
            return PodOfPerson(url: row[0], isLocal: StoredPersonFlags(rawValue: row[1]).contains(.local))
        }
    }

    /// Whether a post, comment or poll is here, or was and is gone for good.
    public func isSettled(_ type: RetractionTarget, _ guid: GUID) throws(LedgerError) -> Bool {
        guard let table = type.table, let query = Self.presence[table] else { return false }
        return try read { db in
            if try Row.fetchOne(db.cachedStatement(sql: query), arguments: [guid]) != nil { return true }
            let gone = "SELECT 1 FROM tombstones WHERE guid = ? AND kind = ?"
            return try Row.fetchOne(db.cachedStatement(sql: gone), arguments: [guid, table.rawValue]) != nil
        }
    }

    private static let presence: [EntityTable: String] = [
        .post: "SELECT 1 FROM post_bodies WHERE guid = ?",
        .comment: "SELECT 1 FROM comments WHERE guid = ?",
        .poll: "SELECT 1 FROM polls WHERE guid = ?",
    ]

    /// What things wait for, each need once, at most `limit` of them; all that waits is read for that.
    ///
    /// An entity's author is read from the first that waits for it and names whom to ask.
    public func needs(limit: Int) throws(LedgerError) -> [Need] {
        try read { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT need, origin, input FROM parked ORDER BY number")
            var needs: [String: Need] = [:]
            var order: [String] = []
            while let row = try rows.next() {
                let key: String = row[0]
                switch needs[key] {
                case nil:
                    guard order.count < limit, let need = Need(key: key, origin: row[1], input: row[2]) else {
                        continue
                    }
                    order.append(key)
                    needs[key] = need
                case .entity(_, _, nil): needs[key] = Need(key: key, origin: row[1], input: row[2])
                default: continue
                }
            }
            return order.compactMap { needs[$0] }
        }
    }
}

extension Need {
    /// Reads under what something is filed, and what waits there.
    fileprivate init?(key: String, origin: Int, input: Data) {
        let words = key.split(separator: " ", maxSplits: 1)
        guard words.count == 2, let kind = words.first, let name = words.last else { return nil }
        switch kind {
        case "person", "user":
            guard let id = DiasporaID(name) else { return nil }
            self = kind == "person" ? .person(id) : .user(id)
        default:
            let types: [RetractionTarget] = [.post, .comment, .poll]
            guard let type = types.first(where: { $0.table?.name == String(kind) }), let guid = GUID(name) else {
                return nil
            }
            let asked = ParkedInput(origin: origin, bytes: Array(input))?.entity.flatMap(Self.asked)
            self = .entity(type: type, guid: guid, author: asked)
        }
    }

    /// Whose pod is asked for what an entity refers to; nil for those that wait without asking (protocol §11.2).
    private static func asked(_ entity: Entity) -> DiasporaID? {
        switch entity {
        case .comment, .like, .pollParticipation: entity.author
        case .reshare(let reshare): reshare.root?.author
        default: nil
        }
    }
}

extension ParkedInput {
    /// The entity that waits.
    fileprivate var entity: Entity? {
        switch self {
        case .change(.entity(let put)), .backfill(.entity(let put)): put.entity
        case .change, .backfill: nil
        case .envelope(let bytes, _):
            (try? MagicEnvelope(parsing: bytes)).flatMap {
                try? EntityParser.parse($0.payload, now: Timestamp(seconds: 0)).entity
            }
        }
    }
}
