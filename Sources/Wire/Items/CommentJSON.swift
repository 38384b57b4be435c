import JSON
public import SocialModel

/// Comments as `interactions.comments` and `post.comments` show them (diaspora-behaviour §13.1).
///
/// `{id, guid, text, author, created_at, mentioned_people, interactions: {likes: [own], likes_count}}`
public enum CommentJSON {
    /// Appends a comment; `viewer` is the viewer's ``PersonJSON``, empty for nobody.
    public static func append(
        _ comment: CommentContents,
        own like: ViewerOverlay.Act? = nil,
        viewer: [UInt8] = [],
        to bytes: inout [UInt8]
    ) {
        appendHead(comment, to: &bytes)
        ActJSON.append(own: like, viewer: viewer, to: &bytes)
        appendTail(comment, to: &bytes)
    }

    /// All up to the viewer's like.
    static func appendHead(_ comment: CommentContents, to bytes: inout [UInt8]) {
        JSONWriter.append(literal: #"{"id":"#, to: &bytes)
        ItemID.append(row: comment.rowID, guid: comment.guid, to: &bytes)
        JSONWriter.append(literal: #","guid":"#, to: &bytes)
        JSONWriter.append(comment.guid.text, to: &bytes)
        JSONWriter.append(literal: #","text":"#, to: &bytes)
        JSONWriter.append(TagGrammar.withoutBidirectionalWrappers(comment.text), to: &bytes)
        JSONWriter.append(literal: #","author":"#, to: &bytes)
        PersonJSON.append(comment.author, to: &bytes)
        JSONWriter.append(literal: #","created_at":"#, to: &bytes)
        JSONWriter.append(milliseconds: comment.createdAt, to: &bytes)
        JSONWriter.append(literal: #","mentioned_people":"#, to: &bytes)
        PersonJSON.append(comment.mentionedPeople, to: &bytes)
        JSONWriter.append(literal: #","interactions":{"likes":["#, to: &bytes)
    }

    /// All after the viewer's like.
    static func appendTail(_ comment: CommentContents, to bytes: inout [UInt8]) {
        JSONWriter.append(literal: #"],"likes_count":"#, to: &bytes)
        JSONWriter.append(Int64(comment.likes), to: &bytes)
        JSONWriter.append(literal: "}}", to: &bytes)
    }
}
