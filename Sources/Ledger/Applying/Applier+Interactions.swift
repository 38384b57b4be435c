import Federation
import Foundation
import GRDB
import JSON
import SocialModel
import Wire

/// Which table a like's target stands in.
enum LikeTargetKind: Int {
    case post = 0
    case comment = 1
}

extension Applier {
    // MARK: - Comments

    func putComment(_ comment: Comment, _ put: EntityPut, from origin: Origin) throws -> Bool {
        let author = try person(comment.author)
        if let known = try number("SELECT author FROM comments WHERE guid = ?", [comment.guid]) {
            guard known == author.value else { throw Refusal.guidTaken(comment.guid) }
            try checkRelayable(author, root: post(comment.parentGUID), from: origin, isKnown: true)
            wasKnown = true
            guard let rowID = put.rowID else { return false }
            try run("UPDATE comments SET row_id = ? WHERE guid = ? AND row_id IS NOT ?", [rowID, comment.guid, rowID])
            return touched > 0
        }
        if try isRetracted(.comment, comment.guid, by: author) { return false }
        let post = try post(comment.parentGUID, author: comment.author)
        try checkRelayable(author, root: post, from: origin)
        let text = comment.text.trimmingWhitespace
        guard !text.isEmpty else { throw Refusal("empty_comment", "A comment needs text.") }
        if TagGrammar.tags(in: text).contains(where: { $0.unicodeScalars.count > TagGrammar.longestName }) {
            throw Refusal("tag_too_long", "A tag has more than \(TagGrammar.longestName) characters.")
        }
        let received = put.receivedAt ?? receivedAt
        let mentions = try mentioned(put.mentions ?? MentionGrammar.people(in: text)).map(\.value)
        try run(
            "INSERT INTO comments (guid, post, author, created_at, text, mentions, row_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                comment.guid, post.number.value, author.value, comment.createdAt ?? put.createdAt ?? received, text,
                mentions.packed, put.rowID,
            ]
        )
        if author != post.author { try keepRelay(.comment(comment), comment.relay, of: comment.guid, on: post.author) }
        _ = try touch(post.number, at: put.interactedAt ?? received)
        recount(.comments(post.number))
        try noteComments(of: author, on: post.number)
        try participate(author, in: post)
        note(.comment, comment.guid)
        return true
    }

    /// A comment moves `interacted_at` to when it was received, and nothing ever moves it back (diaspora-behaviour §3).
    func touch(_ post: PostNumber, at time: Timestamp) throws -> Bool {
        try run(
            "UPDATE post_bodies SET interacted_at = ? WHERE number = ? AND interacted_at < ?",
            [time, post.value, time]
        )
        guard touched > 0 else { return false }
        try run("UPDATE posts SET interacted = ? WHERE number = ?", [time.orderSecond, post.value])
        deltas.append(.interacted(post, second: time.orderSecond))
        return true
    }

    func noteComments(of author: PersonNumber, on post: PostNumber) throws {
        guard let user = try account(of: author) else { return }
        let any = try exists("SELECT 1 FROM comments WHERE post = ? AND author = ?", [post.value, author.value])
        deltas.append(.own(user: user, post: post, .commented(any)))
    }

    // MARK: - Likes

    func putLike(_ like: Like, _ put: EntityPut, from origin: Origin) throws -> Bool {
        let author = try person(like.author)
        if let known = try number("SELECT author FROM likes WHERE guid = ?", [like.guid]) {
            guard known == author.value else { throw Refusal.guidTaken(like.guid) }
            try checkRelayable(author, root: likeTarget(like).2, from: origin, isKnown: true)
            wasKnown = true
            guard let rowID = put.rowID else { return false }
            try run("UPDATE likes SET row_id = ? WHERE guid = ? AND row_id IS NOT ?", [rowID, like.guid, rowID])
            return touched > 0
        }
        if try isRetracted(.like, like.guid, by: author) { return false }
        let (kind, target, post) = try likeTarget(like)
        try checkRelayable(author, root: post, from: origin)
        let created = put.createdAt ?? put.receivedAt ?? receivedAt
        try run(
            """
            INSERT OR IGNORE INTO likes (target_kind, target, author, guid, positive, created_at, row_id)
              VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [kind.rawValue, target, author.value, like.guid, like.isPositive, created, put.rowID]
        )
        guard touched > 0 else { throw Refusal("already_liked", "\(like.author) likes this already.") }
        if author != post.author { try keepRelay(.like(like), like.relay, of: like.guid, on: post.author) }
        recount(kind == .post ? .likes(post.number) : .commentLikes(comment: target, post.number))
        let act = like.isPositive ? ViewerOverlay.Act(guid: like.guid, createdAt: created) : nil
        try noteLike(of: author, kind, on: post.number, comment: kind == .comment ? like.parentGUID : nil, act)
        try participate(author, in: post)
        note(.like, like.guid)
        return true
    }

    /// What is liked, and the post at its root.
    func likeTarget(_ like: Like) throws -> (LikeTargetKind, UInt32, StoredPost) {
        if like.parentType == .post {
            let post = try post(like.parentGUID, author: like.author)
            return (.post, post.number.value, post)
        }
        let comment = try first(
            """
            SELECT posts.number, posts.author, posts.flags, comments.number FROM comments
              JOIN posts ON posts.number = comments.post WHERE comments.guid = ?
            """,
            [like.parentGUID]
        ) { (root: StoredPost($0), number: $0.number(3)) }
        guard let comment else {
            if try isRetracted(.comment, like.parentGUID) {
                throw Refusal.targetRetracted(.comment, like.parentGUID)
            }
            throw Unmet(need: .entity(type: .comment, guid: like.parentGUID, author: like.author))
        }
        return (.comment, comment.number, comment.root)
    }

    func noteLike(
        of author: PersonNumber,
        _ kind: LikeTargetKind,
        on post: PostNumber,
        comment: GUID?,
        _ act: ViewerOverlay.Act?
    ) throws {
        guard let user = try account(of: author) else { return }
        deltas.append(.own(user: user, post: post, comment.map { .commentLike($0, act) } ?? .like(act)))
    }

    // MARK: - What both have in common

    /// Keeps what an author signed; of what hangs on a local post, as it will go on to others (protocol §9.4).
    func keepRelay(_ entity: Entity, _ relay: RelayData?, of guid: GUID, on rootAuthor: PersonNumber) throws {
        guard let relay else { return }
        let isRelayed = try account(of: rootAuthor) != nil
        try run(
            "INSERT OR REPLACE INTO relays (guid, signature, element_order, additional, payload) VALUES (?, ?, ?, ?, ?)",
            [
                guid, relay.authorSignature, relay.order.joined(separator: " "),
                relay.additionalData.isEmpty ? nil : additionalText(relay.additionalData),
                isRelayed ? Data(EntityWriter.bytes(entity)) : nil,
            ]
        )
    }
}

/// Unknown elements with their text, as JSON with sorted names.
private func additionalText(_ data: [String: String]) -> String {
    let members = data.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
    return String(decoding: JSONWriter.bytes(.object(JSONObject(members))), as: UTF8.self)
}

extension String {
    /// Without white space at either end, as diaspora* keeps comments.
    var trimmingWhitespace: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
