import GRDB
import SocialModel

extension Applier {
    /// Stores a photo; a known one of the same author is overwritten (protocol §15, `photo`).
    func putPhoto(_ photo: Photo, _ put: EntityPut) throws -> Bool {
        let author = try person(photo.author)
        let recipients = photo.isPublic ? [] : try put.recipients.map { try user($0).value }
        let known = try row("SELECT * FROM photos WHERE guid = ?", [photo.guid])
        if let known {
            guard known["author"] as UInt32 == author.value else { throw Refusal.guidTaken(photo.guid) }
        } else if try isRetracted("photo", photo.guid, by: photo.author) {
            return false
        }
        let allowed = Set(known?.numbers("recipients") ?? []).union(recipients).sorted()
        let created = photo.createdAt ?? put.createdAt ?? known?["created_at"] ?? put.receivedAt ?? receivedAt
        let postGUID = photo.statusMessageGUID ?? known?["post_guid"]
        let rowID = put.rowID ?? known?["row_id"]
        let arguments: StatementArguments = [
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
        let now = try row("SELECT * FROM photos WHERE guid = ?", [photo.guid])
        if known == now { return false }
        if let postGUID { try notePhotos(of: postGUID, by: author) }
        arrivals.append(Need.entity(type: .photo, guid: photo.guid, author: nil).key)
        return true
    }

    /// A photo that comes inside its post: a known one is linked to it, and stays as it is otherwise.
    func putPhotoOfPost(_ photo: Photo, _ post: StatusMessage, _ put: EntityPut) throws {
        let known = try row("SELECT author FROM photos WHERE guid = ?", [photo.guid])
        if known != nil {
            let author = try person(photo.author)
            guard known?["author"] as UInt32? == author.value else { throw Refusal.guidTaken(photo.guid) }
            try run("UPDATE photos SET post_guid = ? WHERE guid = ?", [post.guid, photo.guid])
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

    /// Tells the views that the photos of a post changed, if that is here.
    func notePhotos(of guid: GUID, by author: PersonNumber) throws {
        let post = try number(
            "SELECT number FROM posts WHERE number = (SELECT number FROM post_bodies WHERE guid = ?) AND author = ?",
            [guid, author.value]
        )
        if let post { deltas.append(.contents(PostNumber(post))) }
    }
}
