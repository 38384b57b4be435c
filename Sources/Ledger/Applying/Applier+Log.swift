import Foundation
import GRDB
import SocialModel
import Wire

extension Applier {
    /// Gives a change that took effect its sequence number, and keeps it for those who follow.
    func log(_ change: Change) throws {
        numbers.seq += 1
        var guid: GUID?
        var author: DiasporaID?
        var post: UInt32?
        var key: Int64?
        if case .entity(let put) = change {
            guid = put.entity.guid
            author = put.entity.author
            if let guid, put.entity.type == .statusMessage || put.entity.type == .reshare,
                let row = try row(
                    "SELECT number, second FROM posts WHERE number = (SELECT number FROM post_bodies WHERE guid = ?)",
                    [guid]
                )
            {
                post = row[0]
                key = Int64(bitPattern: OrderKey(second: row[1], post: PostNumber(row[0])).value)
            }
        }
        try run(
            """
            INSERT INTO changes (seq, received_at, removed, type, guid, author, post, sort_key, data)
              VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?)
            """,
            [
                Int64(clamping: numbers.seq), receivedAt, change.name, guid, author, post, key,
                Data(ChangeCodec.bytes(change.withoutSecrets)),
            ]
        )
    }

    /// Keeps that something is gone, but nothing of what it said.
    func logRemoval(_ type: String, _ guid: GUID, author: DiasporaID, post: OrderKey?) throws {
        numbers.seq += 1
        try run(
            """
            INSERT INTO changes (seq, received_at, removed, type, guid, author, post, sort_key, data)
              VALUES (?, ?, 1, ?, ?, ?, ?, ?, NULL)
            """,
            [
                Int64(clamping: numbers.seq), receivedAt, type, guid, author, post?.post.value,
                post.map { Int64(bitPattern: $0.value) },
            ]
        )
    }
}
