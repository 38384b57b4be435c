import GRDB
import SocialModel

/// What only the pod knows of things that are here: its own rows, and previews of links.
extension Applier {
    func putRowID(_ target: RowTarget, _ guid: GUID, _ rowID: Int64) throws -> Bool {
        switch target {
        case .post:
            let post = try post(guid).number
            return try setRow("post_bodies", "number = ?", post.value, rowID, noting: post)
        case .photo: return try setRow("photos", "guid = ?", guid, rowID, or: .photo)
        case .comment:
            let changed = try setRow("comments", "guid = ?", guid, rowID, or: .comment)
            if let post = try number("SELECT post FROM comments WHERE guid = ?", [guid]) {
                deltas.append(.contents(PostNumber(post)))
            }
            return changed
        case .like: return try setRow("likes", "guid = ?", guid, rowID, or: .like)
        case .pollParticipation: return try setRow("votes", "guid = ?", guid, rowID, or: .pollParticipation)
        case .poll:
            let post = try number("SELECT post FROM polls WHERE guid = ?", [guid]).map { PostNumber($0) }
            return try setRow("polls", "guid = ?", guid, rowID, noting: post, or: .poll)
        case .pollAnswer:
            let post = try number(
                "SELECT post FROM polls WHERE number = (SELECT poll FROM poll_answers WHERE guid = ?)",
                [guid]
            ).map { PostNumber($0) }
            return try setRow("poll_answers", "guid = ?", guid, rowID, noting: post)
        case .person:
            guard let id = try row("SELECT id FROM people WHERE guid = ?", [guid])?["id"] as DiasporaID? else {
                throw Refusal("unknown_guid", "No person here has the GUID \(guid).")
            }
            var put = PersonPut(id: id)
            put.rowID = rowID
            return try putPerson(put)
        }
    }

    private func setRow(
        _ table: String,
        _ condition: String,
        _ key: any StatementValue,
        _ rowID: Int64,
        noting post: PostNumber? = nil,
        or kind: RetractionTarget? = nil
    ) throws -> Bool {
        if let guid = key as? GUID, try !exists("SELECT 1 FROM \(table) WHERE \(condition)", [key]) {
            guard let kind, let buried = kind.table else {
                throw Refusal("unknown_guid", "Nothing of that type here has the GUID \(guid).")
            }
            if try isRetracted(buried, guid) { throw Refusal.targetRetracted(buried, guid) }
            throw Unmet(need: .entity(type: kind, guid: guid, author: nil))
        }
        try run("UPDATE \(table) SET row_id = ? WHERE \(condition) AND row_id IS NOT ?", [rowID, key, rowID])
        guard touched > 0 else { return false }
        if let post { deltas.append(.contents(post)) }
        return true
    }

    func putPreview(_ put: PreviewPut) throws -> Bool {
        let post = try post(put.post).number
        let old = try row("SELECT o_embed, open_graph FROM previews WHERE post = ?", [post.value])
        let before = (old?[0] as String?, old?[1] as String?)
        let after = (put.oEmbed.applied(to: before.0), put.openGraph.applied(to: before.1))
        guard before != after else { return false }
        if after == (nil, nil) {
            try run("DELETE FROM previews WHERE post = ?", [post.value])
        } else {
            try run(
                "INSERT OR REPLACE INTO previews (post, o_embed, open_graph) VALUES (?, ?, ?)",
                [post.value, after.0, after.1]
            )
        }
        deltas.append(.contents(post))
        return true
    }
}
