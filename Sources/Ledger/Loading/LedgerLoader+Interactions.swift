import GRDB
import SocialModel

extension LedgerLoader {
    func putComment(_ comment: Comment, _ put: EntityPut, _ arrival: Arrival) throws -> Bool {
        let author = try person(comment.author)
        if retractedComments.contains(comment.guid) { return false }
        let post = try post(comment.parentGUID, author: comment.author)
        try checkIgnored(author, on: post, arrival)
        let text = comment.text.trimmingWhitespace
        guard !text.isEmpty else { throw Refusal("empty_comment", "A comment needs text.") }
        try Self.checkLengths(of: arrival.text.tags)
        let received = put.receivedAt ?? arrival.receivedAt
        let mentions = try mentioned(put.mentions ?? arrival.text.mentions)
        try statements.comment.run { row in
            row.add(comment.guid)
            row.add(post)
            row.add(author)
            row.add(comment.createdAt ?? put.createdAt ?? received)
            row.add(text)
            row.add(packed: mentions)
            row.add(put.rowID)
        }
        guard applier.touched > 0 else {
            deferred.append(arrival)
            return false
        }
        try applier.keepRelay(.comment(comment), comment.relay, of: comment.guid, on: rootAuthor(of: post))
        posts.countComment(post, at: put.interactedAt ?? received)
        participate(author, in: post, by: posts.author[Int(post)])
        note(.entity(type: .comment, guid: comment.guid, author: nil))
        return true
    }

    func putLike(_ like: Like, _ put: EntityPut, _ arrival: Arrival) throws -> Bool {
        let author = try person(like.author)
        let (kind, target, post) = try target(of: like)
        try checkIgnored(author, on: post, arrival)
        let created = put.createdAt ?? put.receivedAt ?? arrival.receivedAt
        try statements.like.run { row in
            row.add(Int64(kind.rawValue))
            row.add(target)
            row.add(author)
            row.add(like.guid)
            row.add(Int64(like.isPositive ? 1 : 0))
            row.add(created)
            row.add(put.rowID)
        }
        guard applier.touched > 0 else { throw Refusal("already_liked", "\(like.author) likes this already.") }
        try applier.keepRelay(.like(like), like.relay, of: like.guid, on: rootAuthor(of: post))
        if like.isPositive {
            switch kind {
            case .post: posts.countLike(post)
            case .comment: commentLikes[target, default: 0] += 1
            }
        }
        participate(author, in: post, by: posts.author[Int(post)])
        note(.entity(type: .like, guid: like.guid, author: nil))
        return true
    }

    private func rootAuthor(of post: UInt32) -> PersonNumber { PersonNumber(posts.author[Int(post)]) }

    private func target(of like: Like) throws -> (LikeTargetKind, UInt32, post: UInt32) {
        if like.parentType == .post {
            let post = try post(like.parentGUID, author: like.author)
            return (.post, post, post)
        }
        if retractedComments.contains(like.parentGUID) {
            throw Refusal("target_retracted", "The comment \(like.parentGUID) was retracted.")
        }
        guard let comment = try Row.fetchOne(statements.commentByGUID, arguments: [like.parentGUID]) else {
            throw Unmet(need: .entity(type: .comment, guid: like.parentGUID, author: like.author))
        }
        return (.comment, comment[0], comment[1])
    }

    /// Other pods may not bring what a post's local author ignores (protocol §15).
    private func checkIgnored(_ author: UInt32, on post: UInt32, _ arrival: Arrival) throws {
        guard arrival.isFederated, let user = accounts[posts.author[Int(post)]] else { return }
        guard !blocks.contains(Self.pair(user, author)) else {
            throw Refusal("author_ignored", "The post's author ignores this person.")
        }
    }
}
