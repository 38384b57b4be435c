import Foundation
import GRDB
import SocialModel
import Wire

extension Applier {
    /// Gives a change that took effect its sequence number, and keeps it for those who follow: those who index texts go
    /// by the post that it is about.
    func log(_ change: Change) throws {
        numbers.seq += 1
        var guid: GUID?
        var author: DiasporaID?
        var post: UInt32?
        var key: Int64?
        if case .entity(let put) = change {
            guid = put.entity.guid
            author = put.entity.author
            let place = try self.place(of: put.entity)
            post = place?.post.value
            key = place.map { Int64(bitPattern: $0.value) }
        }
        try run(
            """
            INSERT INTO changes (seq, received_at, removed, type, guid, author, post, sort_key, data)
              VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?)
            """,
            [
                Int64(clamping: numbers.seq), receivedAt, change.name, guid, author, post, key,
                ChangeCodec.bytes(change.withoutSecrets),
            ]
        )
    }

    /// The post that an entity is, or that shows it.
    private func place(of entity: Entity) throws -> OrderKey? {
        switch entity {
        case .statusMessage, .reshare: try entity.guid.flatMap { try key(ofPost: $0) }
        case .photo(let photo):
            try (row("SELECT post_guid FROM photos WHERE guid = ?", [photo.guid])?["post_guid"] as GUID?)
                .flatMap { try key(ofPost: $0) }
        default: nil
        }
    }

    /// Where a post stands in time, if it is here.
    private func key(ofPost guid: GUID) throws -> OrderKey? {
        try first(
            "SELECT number, second FROM posts WHERE number = (SELECT number FROM post_bodies WHERE guid = ?)",
            [guid]
        ) { OrderKey(second: $0.number(1), post: PostNumber($0.number(0))) }
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
