import Foundation
import GRDB
import Ledger
import SocialModel
import TestSupport

/// What a ledger has of each kind, in names: to tell another ledger, and to compare with it.
struct PodRows {
    var rows: [SyncScope: Set<[String]>] = [:]
    private var rootless: Set<String> = []
    /// Who wrote each thing.
    private var authors: [String: String] = [:]

    init(_ folder: ScratchFolder) throws {
        let queue = try DatabaseQueue(path: folder.path + "/ledger.sqlite")
        try queue.read { db in
            for (scope, sql) in Self.queries {
                for row in try Row.fetchAll(db, sql: sql) {
                    rows[scope, default: []].insert(row.databaseValues.map(Self.word))
                }
            }
            let orphans = "SELECT guid FROM posts JOIN post_bodies USING (number) WHERE root IS NULL"
            for row in try Row.fetchAll(db, sql: orphans) { rootless.insert(Self.word(row[0])) }
            let users = try Row.fetchAll(db, sql: "SELECT u.number, id FROM users u JOIN people p ON p.number = person")
            let names = Dictionary(uniqueKeysWithValues: users.map { ($0[0] as UInt32, $0[1] as String) })
            let audiences = """
                SELECT guid, recipients FROM posts JOIN post_bodies USING (number) WHERE recipients IS NOT NULL
                """
            for row in try Row.fetchAll(db, sql: audiences) {
                guard let guid = row[0] as GUID?, let bytes = row[1] as Data? else { continue }
                for start in stride(from: 0, to: bytes.count, by: 4) {
                    let number = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32($1 * 8) }
                    rows[.visibilities, default: []].insert([names[number] ?? "nobody", guid.text])
                }
            }
            for table in [
                "photos", "comments", "likes", "votes", "(SELECT * FROM posts JOIN post_bodies USING (number))",
            ] {
                let sql = "SELECT said.guid, id FROM \(table) AS said JOIN people ON people.number = author"
                for row in try Row.fetchAll(db, sql: sql) { authors[Self.word(row[0])] = row[1] }
            }
        }
    }

    private static func word(_ value: DatabaseValue) -> String {
        if case .blob = value.storage { return GUID.fromDatabaseValue(value)?.text ?? "" }
        return String.fromDatabaseValue(value) ?? Int64.fromDatabaseValue(value).map(String.init) ?? ""
    }

    private static let participations = """
        SELECT id, post_bodies.guid, count FROM participations JOIN people ON people.number = person
          JOIN post_bodies ON post_bodies.number = post
        """
    private static let user = "(SELECT id FROM people JOIN users ON person = people.number WHERE users.number = user)"
    private static let queries: KeyValuePairs<SyncScope, String> = [
        .likes: "SELECT guid FROM likes", .comments: "SELECT guid FROM comments",
        .pollParticipations: "SELECT guid FROM votes", .photos: "SELECT guid FROM photos",
        .posts: "SELECT guid FROM post_bodies",
        .participations: participations,
        .hides: "SELECT \(user), guid FROM hides JOIN post_bodies ON number = post",
        .tagFollowings: "SELECT \(user), name FROM tag_followings JOIN tags ON number = tag",
        .blocks: "SELECT \(user), id FROM blocks JOIN people ON number = person",
        .contacts: """
        SELECT \(user), id, contacts.flags, (SELECT group_concat(aspect) FROM (SELECT aspect FROM aspects
            WHERE aspects.user = contacts.user AND instr(hex(contacts.aspects), printf('%02X%02X0000', number & 255, number >> 8))
            ORDER BY aspect))
          FROM contacts JOIN people ON number = person
        """,
        .aspects: "SELECT \(user), aspect FROM aspects",
        .spotlight: "SELECT id FROM people WHERE flags & \(PersonFlags.spotlight.rawValue)",
        .users: "SELECT id FROM users JOIN people ON people.number = person",
    ]

    /// What the pod would tell of it; entities are told as they were once.
    func changes(_ told: [GUID: [EntityPut]]) -> [Change] {
        func id(_ text: String) -> DiasporaID { Desk.id(text) }
        func each(_ scope: SyncScope, _ change: ([String]) -> Change?) -> [Change] {
            (rows[scope] ?? []).sorted { $0.joined() < $1.joined() }.compactMap(change)
        }
        func entity(_ text: String) -> Change? {
            let puts = GUID(text).flatMap { told[$0] }
            guard var put = puts?.first(where: { $0.entity.author.text == authors[text] }) else { return nil }
            if case .reshare(var reshare) = put.entity, rootless.contains(text) {
                reshare.root = nil
                put.entity = .reshare(reshare)
            }
            put.aspects = put.aspects.filter { rows[.aspects]?.contains([put.entity.author.text, $0]) == true }
            put.recipients = (rows[.visibilities] ?? []).filter { $0[1] == text }.map { id($0[0]) }
            return .entity(put)
        }
        var changes = each(.users) { .userPut(UserPut(id: id($0[0]))) }
        changes += each(.aspects) { .aspectPut(user: id($0[0]), aspect: $0[1], name: nil) }
        changes += each(.contacts) { row in
            let flags = Int(row[2]) ?? 0
            let aspects = row[3].split(separator: ",").map(String.init)
            return .contactPut(
                ContactPut(
                    user: id(row[0]),
                    person: id(row[1]),
                    isSharing: flags & 1 != 0,
                    isReceiving: flags & 2 != 0,
                    aspects: aspects
                )
            )
        }
        changes += each(.blocks) { .blockPut(user: id($0[0]), person: id($0[1])) }
        changes += each(.tagFollowings) { .tagFollowingPut(user: id($0[0]), tag: $0[1]) }
        changes += each(.spotlight) { .spotlightPut(person: id($0[0])) }
        for scope in [SyncScope.posts, .photos, .comments, .likes, .pollParticipations] {
            changes += each(scope) { entity($0[0]) }
        }
        changes += each(.hides) { row in GUID(row[1]).map { .hidePut(user: id(row[0]), post: $0) } }
        changes += each(.participations) { row in
            GUID(row[1]).map { .participationPut(person: id(row[0]), post: $0, count: UInt32(row[2]) ?? 0) }
        }
        return changes
    }

    /// The subscriptions that are other than they were.
    func participations(since old: PodRows) -> [Change] {
        let (new, before) = (rows[.participations] ?? [], old.rows[.participations] ?? [])
        let gone = before.subtracting(new).filter { row in !new.contains { $0.prefix(2) == row.prefix(2) } }
        return gone.compactMap { row in
            GUID(row[1]).map { .participationDelete(person: Desk.id(row[0]), post: $0) }
        }
            + new.subtracting(before).compactMap { row in
                GUID(row[1]).map {
                    .participationPut(person: Desk.id(row[0]), post: $0, count: UInt32(row[2]) ?? 0)
                }
            }
    }

    /// What only this one has, and what only the other has.
    func differences(from other: PodRows) -> [String] {
        SyncScope.allCases.flatMap { scope in
            var (mine, theirs) = (rows[scope] ?? [], other.rows[scope] ?? [])
            if scope == .participations {
                // How often is left out: what waits for a comment counts once more when that comes.
                (mine, theirs) = (Set(mine.map { Array($0.prefix(2)) }), Set(theirs.map { Array($0.prefix(2)) }))
            }
            return mine.subtracting(theirs).map { "+ \(scope.rawValue) \($0)" }
                + theirs.subtracting(mine).map { "- \(scope.rawValue) \($0)" }
        }.sorted()
    }
}
