import GRDB
import SocialModel

/// How the rows of a scope are looked through: in the order of a key, a part at a time.
struct SyncRows {
    /// The key's columns.
    let key: [String]
    /// Selects the key and what else is needed, up to its `WHERE`, which may have conditions already.
    let select: String
    /// The row as marks name it, or several of them.
    let marks: (Row) -> [SyncMark]
    /// What removes it; `mark` is the one that was not there.
    let removal: (Applier, Row, SyncMark) throws -> Change

    /// Below every key.
    var beginning: [DatabaseValue] { key.map { _ in Int64.min.databaseValue } }

    /// Selects some rows behind a key.
    func sql(limit: Int) -> String {
        let columns = key.joined(separator: ", ")
        let values = key.map { _ in "?" }.joined(separator: ", ")
        return "\(select) (\(columns)) > (\(values)) ORDER BY \(columns) LIMIT \(limit)"
    }
}

extension SyncScope {
    /// Its rows, table by table.
    var parts: [SyncRows] {
        switch self {
        case .likes:
            return [
                SyncRows(
                    key: ["target_kind", "target", "author"],
                    select: "SELECT target_kind, target, author, guid FROM likes WHERE",
                    marks: { [.like($0[0], $0[1], $0[2])] },
                    removal: { applier, row, _ in try applier.retraction(.like, row["guid"], row["author"]) }
                )
            ]
        case .pollParticipations:
            return [
                SyncRows(
                    key: ["poll", "author"],
                    select: "SELECT poll, author, guid FROM votes WHERE",
                    marks: { [SyncMark(.pollParticipations, $0[0] as Int64, $0[1] as Int64)] },
                    removal: { applier, row, _ in try applier.retraction(.pollParticipation, row["guid"], row["author"])
                    }
                )
            ]
        case .participations:
            return [
                SyncRows(
                    key: ["post", "person"],
                    select: """
                        SELECT post, person, post_bodies.guid FROM participations
                          JOIN post_bodies ON post_bodies.number = post WHERE
                        """,
                    marks: { [SyncMark(.participations, $0[1] as Int64, $0[0] as Int64)] },
                    removal: { applier, row, _ in
                        .participationDelete(person: try applier.id(row["person"]), post: row["guid"])
                    }
                )
            ]
        case .comments:
            return [
                SyncRows(
                    key: ["number"],
                    select: "SELECT number, guid, author FROM comments WHERE",
                    marks: { [SyncMark(.comments, $0[0] as Int64)] },
                    removal: { applier, row, _ in try applier.retraction(.comment, row["guid"], row["author"]) }
                )
            ]
        case .hides:
            return [
                SyncRows(
                    key: ["user", "post"],
                    select: "SELECT user, post, guid FROM hides JOIN post_bodies ON number = post WHERE",
                    marks: { [SyncMark(.hides, $0[0] as Int64, $0[1] as Int64)] },
                    removal: { applier, row, _ in .hideDelete(user: try applier.userID(row["user"]), post: row["guid"])
                    }
                )
            ]
        case .visibilities:
            // A photo's stand below zero, as marks name them; those of a photo in a post go as the post's do.
            return [
                visibilities("posts JOIN post_bodies USING (number) WHERE recipients IS NOT NULL", .post, sign: 1),
                visibilities("photos WHERE recipients IS NOT NULL AND post_guid IS NULL", .photo, sign: -1),
            ]
        case .photos:
            return [
                SyncRows(
                    key: ["number"],
                    select: "SELECT number, guid, author FROM photos WHERE",
                    marks: { [SyncMark(.photos, $0[0] as Int64)] },
                    removal: { applier, row, _ in try applier.retraction(.photo, row["guid"], row["author"]) }
                )
            ]
        case .posts:
            return [
                SyncRows(
                    key: ["number"],
                    select: "SELECT number, guid, author FROM posts JOIN post_bodies USING (number) WHERE",
                    marks: { [SyncMark(.posts, $0[0] as Int64)] },
                    removal: { applier, row, _ in try applier.retraction(.post, row["guid"], row["author"]) }
                )
            ]
        case .savedStreams:
            return [
                SyncRows(
                    key: ["user", "name"],
                    select: "SELECT user, name FROM saved_streams WHERE",
                    marks: { [SyncMark(.savedStreams, $0["user"] as Int64, name: $0["name"])] },
                    removal: { applier, row, _ in
                        .savedStreamDelete(user: try applier.userID(row["user"]), name: row["name"])
                    }
                )
            ]
        case .tagFollowings:
            return [
                SyncRows(
                    key: ["user", "tag"],
                    select: "SELECT user, tag, tags.name FROM tag_followings JOIN tags ON tags.number = tag WHERE",
                    marks: { [SyncMark(.tagFollowings, $0[0] as Int64, $0[1] as Int64)] },
                    removal: { applier, row, _ in
                        .tagFollowingDelete(user: try applier.userID(row["user"]), tag: row["name"])
                    }
                )
            ]
        case .blocks: return [relation("blocks") { .blockDelete(user: $0, person: $1) }]
        case .contacts: return [relation("contacts") { .contactDelete(user: $0, person: $1) }]
        case .aspects:
            return [
                SyncRows(
                    key: ["number"],
                    select: "SELECT number, user, aspect FROM aspects WHERE",
                    marks: { [SyncMark(.aspects, $0["user"] as Int64, name: $0["aspect"])] },
                    removal: { applier, row, _ in
                        .aspectDelete(user: try applier.userID(row["user"]), aspect: row["aspect"])
                    }
                )
            ]
        case .spotlight:
            return [people("flags & \(StoredPersonFlags.spotlight.rawValue)") { .spotlightDelete(person: $0) }]
        case .users:
            return [
                SyncRows(
                    key: ["number"],
                    select: "SELECT number, person FROM users WHERE",
                    marks: { [SyncMark(.users, $0["person"] as Int64)] },
                    removal: { applier, row, _ in .userDelete(user: try applier.id(row["person"])) }
                )
            ]
        case .people:
            let (known, closed) = (StoredPersonFlags.known.rawValue, StoredPersonFlags.closed.rawValue)
            return [people("flags & \(known) AND NOT flags & \(closed)") { .personClose(person: $0) }]
        }
    }

    private func relation(_ table: String, _ change: @escaping (DiasporaID, DiasporaID) -> Change) -> SyncRows {
        SyncRows(
            key: ["user", "person"],
            select: "SELECT user, person FROM \(table) WHERE",
            marks: { [SyncMark(self, $0[0] as Int64, $0[1] as Int64)] },
            removal: { applier, row, _ in change(try applier.userID(row["user"]), try applier.id(row["person"])) }
        )
    }

    private func visibilities(_ source: String, _ type: VisibilityTarget, sign: Int64) -> SyncRows {
        SyncRows(
            key: ["number"],
            select: "SELECT number, guid, recipients FROM \(source) AND",
            marks: { row in row.numbers("recipients").map { SyncMark(self, $0, sign * row[0]) } },
            removal: { applier, row, mark in
                .visibilityDelete(user: try applier.userID(mark.one), type, guid: row["guid"])
            }
        )
    }

    private func people(_ condition: String, _ change: @escaping (DiasporaID) -> Change) -> SyncRows {
        SyncRows(
            key: ["number"],
            select: "SELECT number FROM people WHERE \(condition) AND",
            marks: { [SyncMark(self, $0[0] as Int64)] },
            removal: { applier, row, _ in change(try applier.id(row["number"])) }
        )
    }
}

extension Applier {
    fileprivate func id(_ person: Int64) throws -> DiasporaID { try id(of: PersonNumber(UInt32(clamping: person))) }

    fileprivate func userID(_ user: Int64) throws -> DiasporaID {
        let id = try DiasporaID.fetchOne(
            db.cachedStatement(
                sql: "SELECT id FROM people JOIN users ON person = people.number WHERE users.number = ?"
            ),
            arguments: [user]
        )
        guard let id else { throw LedgerError.storage(detail: "the user \(user) has no row") }
        return id
    }

    fileprivate func retraction(_ type: RetractionTarget, _ guid: GUID, _ author: Int64) throws -> Change {
        .entity(EntityPut(.retraction(Retraction(author: try id(author), targetGUID: guid, targetType: type))))
    }
}
