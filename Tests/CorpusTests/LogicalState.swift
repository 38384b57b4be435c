import Foundation
import GRDB
import Ledger
import SocialModel

/// What a ledger says, in words and without anything that depends on the order in which it came to know.
///
/// Left out are sequence and other numbers, and what waits in vain. Of tombstones only those count that somebody asked
/// for: what hung on a retracted thing leaves one if it had come, and is refused if it had not.
struct LogicalState: Equatable {
    private(set) var lines: [String] = []

    init(_ folder: String, retracted: Set<GUID>) throws {
        let queue = try DatabaseQueue(path: folder + "/ledger.sqlite")
        try queue.read { db in
            let names = try Names(db)
            for (table, sql) in Self.queries {
                lines += try Row.fetchAll(db, sql: sql).map { row in
                    table + " "
                        + zip(row.columnNames, row.databaseValues).map { names.word($0, $1) }.joined(separator: " | ")
                }.sorted()
            }
            lines += try Row.fetchAll(db, sql: "SELECT guid, kind, author FROM tombstones").compactMap { row in
                guard let guid = row[0] as GUID?, retracted.contains(guid) else { return nil }
                return "tombstones \(guid) \(row[1] as Int) \(names.current(row[2]))"
            }.sorted()
        }
    }

    /// The lines of which only one of the two states has one.
    func differences(from other: LogicalState) -> [String] {
        let difference = other.lines.difference(from: lines)
        return difference.map { change in
            switch change {
            case .insert(_, let line, _): "+ " + line
            case .remove(_, let line, _): "- " + line
            }
        }
    }

    /// Columns are named for what their numbers stand for.
    private static let queries: KeyValuePairs = [
        "people": """
        SELECT id, guid, flags, key_state, key, first_name, last_name, image_large, bio, location, gender, birthday, tags,
          moved_to AS person FROM people WHERE flags <> 0
        """,
        "contacts": "SELECT user, person, flags, aspects FROM contacts",
        "blocks": "SELECT user, person FROM blocks",
        "hides": "SELECT user, post FROM hides",
        "tag_followings": "SELECT user, tag FROM tag_followings",
        "posts": """
        SELECT guid, author AS person, second, flags, root AS post, tags, mentions AS people, recipients AS users,
          aspects, comments, likes, reshares, interacted, created_at, interacted_at, text, provider, address, latitude
          FROM posts JOIN post_bodies USING (number)
        """,
        "photos": """
        SELECT guid, author AS person, post_guid AS guid2, public, created_at, path, name, text, height, width,
          recipients AS users FROM photos
        """,
        "poll_answers": """
        SELECT polls.guid, post, question, position, answer, (SELECT count(*) FROM votes
          WHERE votes.poll = polls.number AND votes.position = poll_answers.position) AS votes
          FROM poll_answers JOIN polls ON polls.number = poll
        """,
        "votes":
            "SELECT votes.guid, polls.guid AS guid2, author AS person, position FROM votes JOIN polls ON polls.number = poll",
        "comments": "SELECT guid, post, author AS person, created_at, text, mentions AS people, likes FROM comments",
        "likes": """
        SELECT likes.guid, target_kind, iif(target_kind = 0, target, NULL) AS post, comments.guid AS guid2,
          likes.author AS person, positive FROM likes LEFT JOIN comments ON target_kind = 1 AND comments.number = target
        """,
        "participations": "SELECT post, person, count FROM participations",
        "conversations": "SELECT guid, author AS person, subject, created_at, updated_at FROM conversations",
        "conversation_visibilities": """
        SELECT guid, person, unread FROM conversation_visibilities
          JOIN conversations ON conversations.number = conversation
        """,
        "messages": """
        SELECT messages.guid, conversations.guid AS guid2, messages.author AS person, messages.created_at, text
          FROM messages JOIN conversations ON conversations.number = conversation
        """,
        "relays": "SELECT guid, signature, element_order, additional, payload FROM relays",
    ]
}

/// What the ledger's numbers stand for.
private struct Names {
    private var people: [UInt32: String] = [:]
    private var ids: [String: String] = [:]
    private var users: [UInt32: String] = [:]
    private var posts: [UInt32: String] = [:]
    private var tags: [UInt32: String] = [:]
    private var aspects: [UInt32: String] = [:]

    init(_ db: Database) throws {
        for row in try Row.fetchAll(
            db,
            sql:
                "SELECT one.number, other.id, one.id FROM people AS one JOIN people AS other ON other.number = ifnull(one.moved_to, one.number)"
        ) {
            people[row[0]] = row[1]
            ids[row[2]] = row[1]
        }
        for row in try Row.fetchAll(db, sql: "SELECT number, person FROM users") { users[row[0]] = people[row[1]] }
        for row in try Row.fetchAll(db, sql: "SELECT number, guid FROM post_bodies") {
            posts[row[0]] = (row[1] as GUID?)?.text
        }
        for row in try Row.fetchAll(db, sql: "SELECT number, name FROM tags") { tags[row[0]] = row[1] }
        for row in try Row.fetchAll(db, sql: "SELECT number, user, aspect FROM aspects") {
            aspects[row[0]] = "\(users[row[1]] ?? "?")/\(row[2] as String)"
        }
    }

    func current(_ id: String) -> String { ids[id] ?? id }

    func word(_ column: String, _ value: DatabaseValue) -> String {
        switch column {
        case "person": one(people, value)
        case "user": one(users, value)
        case "post": one(posts, value)
        case "tag": one(tags, value)
        case "people": list(people, value)
        case "users": list(users, value)
        case "tags": if case .blob = value.storage { list(tags, value) } else { value.description }
        case "aspects": list(aspects, value)
        case "payload": value.isNull ? "-" : "\(Data.fromDatabaseValue(value)?.hashValue ?? 0)"
        default: GUID.fromDatabaseValue(value)?.text ?? value.description
        }
    }

    private func one(_ names: [UInt32: String], _ value: DatabaseValue) -> String {
        UInt32.fromDatabaseValue(value).map { names[$0] ?? "?" } ?? "-"
    }

    private func list(_ names: [UInt32: String], _ value: DatabaseValue) -> String {
        let bytes = Data.fromDatabaseValue(value).map { Array($0) } ?? []
        return stride(from: 0, to: bytes.count, by: 4).map { start in
            let number = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) }
            return names[number] ?? "?"
        }.sorted().joined(separator: ",")
    }
}
