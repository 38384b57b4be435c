import JSON
public import SocialModel

/// Likes and reshares as items and `post.likes` show them: `{id, guid, author, created_at}` (diaspora-behaviour §13.1).
public enum ActJSON {
    /// Appends one; `author` is the JSON of ``PersonJSON``.
    public static func append(
        guid: GUID,
        row: Int64? = nil,
        author: [UInt8],
        createdAt: Timestamp,
        to bytes: inout [UInt8]
    ) {
        JSONWriter.append(literal: #"{"id":"#, to: &bytes)
        ItemID.append(row: row, guid: guid, to: &bytes)
        JSONWriter.append(literal: #","guid":"#, to: &bytes)
        JSONWriter.append(guid.text, to: &bytes)
        JSONWriter.append(literal: #","author":"#, to: &bytes)
        bytes.append(contentsOf: author)
        JSONWriter.append(literal: #","created_at":"#, to: &bytes)
        JSONWriter.append(milliseconds: createdAt, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    /// Appends the viewer's own act, if there is one and somebody is logged in.
    static func append(own act: ViewerOverlay.Act?, viewer: [UInt8], to bytes: inout [UInt8]) {
        guard let act, !viewer.isEmpty else { return }
        append(guid: act.guid, author: viewer, createdAt: act.createdAt, to: &bytes)
    }
}
