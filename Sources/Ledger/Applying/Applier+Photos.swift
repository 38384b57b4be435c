import GRDB
import SocialModel

extension Applier {
    /// Stores a photo; a known one of the same author is overwritten (protocol §15, `photo`).
    func putPhoto(_ photo: Photo, _ put: EntityPut) throws -> Bool {
        let author = try openAccount(photo.author)
        let recipients = photo.isPublic ? [] : try self.recipients(put.recipients)
        let known = try row("SELECT * FROM photos WHERE guid = ?", [photo.guid])
        if let known {
            guard known["author"] as UInt32 == author.value else { throw Refusal.guidTaken(photo.guid) }
            wasKnown = true
        } else if try isRetracted(.photo, photo.guid, by: author) {
            return false
        }
        // A post takes its photos with it, those included that come after.
        if let post = photo.statusMessageGUID, try isRetracted(.post, post, by: author) {
            throw Refusal.targetRetracted(.post, post)
        }
        let allowed = Set(known?.numbers("recipients") ?? []).union(recipients).sorted()
        let created = photo.createdAt ?? put.createdAt ?? known?["created_at"] ?? put.receivedAt ?? receivedAt
        let postGUID = photo.statusMessageGUID ?? known?["post_guid"]
        let rowID = put.rowID ?? known?["row_id"]
        let arguments: [(any StatementValue)?] = [
            photo.guid, author.value, postGUID, photo.isPublic, created, photo.remotePath, photo.remoteName, photo.text,
            photo.height, photo.width, allowed.packed, rowID,
        ]
        try run(
            """
            INSERT INTO photos (guid, author, post_guid, public, created_at, path, name, text, height, width, recipients,
              row_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (guid) DO UPDATE SET post_guid = excluded.post_guid, public = excluded.public,
              created_at = excluded.created_at, path = excluded.path, name = excluded.name, text = excluded.text,
              height = excluded.height, width = excluded.width, recipients = excluded.recipients,
              row_id = excluded.row_id
            """,
            arguments
        )
        if let known, try row("SELECT * FROM photos WHERE guid = ?", [photo.guid]) == known { return false }
        if let before = known?["post_guid"] as GUID?, before != postGUID { try notePhotos(of: before, by: author) }
        if let postGUID { try notePhotos(of: postGUID, by: author) }
        if known == nil || known?["path"] != photo.remotePath || known?["name"] != photo.remoteName {
            try queueFiles(of: photo.guid, by: author)
        }
        note(.photo, photo.guid)
        return true
    }

    /// A photo that comes inside its post: a known one is linked to it, and stays as it is otherwise.
    func putPhotoOfPost(_ photo: Photo, _ post: StatusMessage, _ put: EntityPut) throws {
        let known = try first("SELECT author, post_guid FROM photos WHERE guid = ?", [photo.guid]) {
            (author: PersonNumber($0.number(0)), post: $0.isNull(1) ? nil : $0.guid(1))
        }
        if let known {
            let author = try person(photo.author)
            guard known.author == author else { throw Refusal.guidTaken(photo.guid) }
            try run("UPDATE photos SET post_guid = ? WHERE guid = ?", [post.guid, photo.guid])
            if let before = known.post, before != post.guid { try notePhotos(of: before, by: author) }
            return
        }
        var photo = photo
        photo.statusMessageGUID = post.guid
        _ = try putPhoto(
            photo,
            EntityPut(
                .photo(photo),
                recipients: put.recipients,
                rowID: put.partRowIDs[photo.guid],
                receivedAt: put.receivedAt
            )
        )
    }

    /// Who may see a post may see its photos (diaspora-behaviour §6).
    func addRecipients(_ recipients: [UInt32], toPhotosOf post: PostNumber) throws {
        guard !recipients.isEmpty else { return }
        for photo in try rows(
            """
            SELECT photos.number, photos.recipients FROM photos JOIN post_bodies ON post_bodies.guid = post_guid
              JOIN posts ON posts.number = post_bodies.number
              WHERE posts.number = ? AND photos.author = posts.author AND NOT public
            """,
            [post.value]
        ) {
            let all = Set(photo.numbers("recipients")).union(recipients).sorted()
            try run("UPDATE photos SET recipients = ? WHERE number = ?", [all.packed, photo[0] as Int64])
        }
    }

    /// Whether there are photos of a post, which may come before it.
    func hasPhotos(_ post: GUID, _ author: PersonNumber) throws -> Bool {
        try exists("SELECT 1 FROM photos WHERE post_guid = ? AND author = ? LIMIT 1", [post, author.value])
    }

    /// Notes whether a post has photos, and tells the views that they changed, if the post is here.
    func notePhotos(of guid: GUID, by author: PersonNumber) throws {
        let post = try number(
            "SELECT number FROM posts WHERE number = (SELECT number FROM post_bodies WHERE guid = ?) AND author = ?",
            [guid, author.value]
        )
        guard let post else { return }
        try setFlag(.photos, hasPhotos(guid, author), of: PostNumber(post))
        deltas.append(.contents(PostNumber(post)))
    }

    /// Writes down what a post has got or lost, if that is new.
    func setFlag(_ flag: PostFlags, _ isSet: Bool, of post: PostNumber) throws {
        let flags = try number("SELECT flags FROM posts WHERE number = ?", [post.value]) ?? 0
        let old = PostFlags(rawValue: UInt16(truncatingIfNeeded: flags))
        let new = isSet ? old.union(flag) : old.subtracting(flag)
        guard new != old else { return }
        try run("UPDATE posts SET flags = ? WHERE number = ?", [new.rawValue, post.value])
        deltas.append(.flags(post, new))
    }
}
