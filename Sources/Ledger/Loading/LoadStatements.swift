import GRDB

/// The statements that a load runs millions of times, prepared once.
struct LoadStatements {
    let post: BulkStatement
    let body: BulkStatement
    let photo: BulkStatement
    let comment: BulkStatement
    let like: BulkStatement
    let contact: BulkStatement
    let commentByGUID: Statement

    init(_ db: Database) throws {
        post = try BulkStatement(
            db,
            """
            INSERT INTO posts (number, second, millisecond, author, flags, root, tags, mentions, recipients, aspects,
              interacted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        body = try BulkStatement(
            db,
            """
            INSERT INTO post_bodies (number, guid, created_at, received_at, interacted_at, text, provider, address,
              latitude, longitude, row_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        photo = try BulkStatement(
            db,
            """
            INSERT OR IGNORE INTO photos (guid, author, post_guid, public, created_at, path, name, text, height,
              width, recipients, row_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        comment = try BulkStatement(
            db,
            """
            INSERT OR IGNORE INTO comments (guid, post, author, created_at, text, mentions, row_id)
              VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        )
        like = try BulkStatement(
            db,
            """
            INSERT OR IGNORE INTO likes (target_kind, target, author, guid, positive, created_at, row_id)
              VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        )
        contact = try BulkStatement(
            db,
            "INSERT OR REPLACE INTO contacts (user, person, flags, aspects) VALUES (?, ?, ?, ?)"
        )
        commentByGUID = try db.makeStatement(sql: "SELECT number, post FROM comments WHERE guid = ?")
    }
}
