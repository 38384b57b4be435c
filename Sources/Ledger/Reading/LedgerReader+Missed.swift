import Foundation
import GRDB
public import SocialModel

/// What a subscriber to a stream has missed since a sequence number.
public struct MissedChanges: Sendable {
    /// Posts that came.
    public var added: [PostNumber] = []
    /// Posts whose items show something else.
    public var changed: [PostNumber] = []
    /// Whether there was more than can be told post by post: the viewer follows others, something is gone, or the
    /// changes are many.
    public var isTooMuch = false
}

/// What a post is listed under.
public struct PostLists: Sendable {
    /// Its tags.
    public var tags: [TagNumber]
    /// Whom it mentions.
    public var mentions: [PersonNumber]
}

extension LedgerReader {
    /// What happened to posts after `since`, for a viewer, from at most `limit` changes.
    ///
    /// - Returns: nil if the log does not go back that far.
    public func missed(since: UInt64, by viewer: DiasporaID?, limit: Int) throws(LedgerError) -> MissedChanges? {
        guard let last = try lastPost(at: since),
            let logged = try changes(since: since, limit: limit + 1, bytes: .max)
        else { return nil }
        var missed = MissedChanges(isTooMuch: logged.changes.count > limit)
        guard !missed.isTooMuch else { return missed }
        for entry in logged.changes where !missed.isTooMuch {
            guard !entry.isRemoval, let contents = entry.contents, let change = try? ChangeCodec.change(contents) else {
                missed.isTooMuch = true
                break
            }
            switch try effect(of: change, on: viewer) {
            case .none: break
            case .post(let post?) where post.value > last.value: missed.added.append(post)
            case .post(let post?): missed.changed.append(post)
            case .post(nil): break
            case .much: missed.isTooMuch = true
            }
        }
        return missed
    }

    /// The tags and mentions of a post; nil if there is no such post.
    public func listed(_ post: PostNumber) throws(LedgerError) -> PostLists? {
        try read { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT tags, mentions FROM posts WHERE number = ?"),
                arguments: [post.value]
            )
            .map { row in
                PostLists(
                    tags: row.numbers("tags").map { TagNumber($0) },
                    mentions: row.numbers("mentions").map { PersonNumber($0) }
                )
            }
        }
    }

    /// The GUID of a post.
    public func guid(of post: PostNumber) throws(LedgerError) -> GUID? {
        try read { db in
            try GUID.fetchOne(
                db.cachedStatement(sql: "SELECT guid FROM post_bodies WHERE number = ?"),
                arguments: [post.value]
            )
        }
    }

    private enum Effect {
        case none
        /// On that post, if it is still there.
        case post(PostNumber?)
        case much
    }

    private func effect(of change: Change, on viewer: DiasporaID?) throws(LedgerError) -> Effect {
        switch change {
        case .podPut, .personClose, .personMigrate, .spotlightPut, .spotlightDelete: return .much
        case .personPut: return .none
        case .userPut(let put): return put.id == viewer ? .much : .none
        case .userDelete(let user), .aspectPut(let user, _, _), .aspectDelete(let user, _),
            .contactDelete(let user, _), .blockPut(let user, _), .blockDelete(let user, _), .hidePut(let user, _),
            .hideDelete(let user, _), .tagFollowingPut(let user, _), .tagFollowingDelete(let user, _),
            .visibilityPut(let user, _, _, _), .visibilityDelete(let user, _, _):
            return user == viewer ? .much : .none
        // The stream itself may be the one; what else the viewer reads is as it was.
        case .savedStreamPut(let user, _, _), .savedStreamDelete(let user, _):
            return user == viewer ? .much : .none
        case .contactPut(let put): return put.user == viewer ? .much : .none
        case .participationPut(let person, let guid, _), .participationDelete(let person, let guid):
            return person == viewer ? .post(try post(guid)) : .none
        case .previewPut(let put): return .post(try post(put.post))
        case .rowIDPut(.post, let guid, _): return .post(try post(guid))
        case .rowIDPut(.person, _, _): return .none
        case .rowIDPut(let target, let guid, _): return .post(try post(target, guid))
        case .entity(let put): return try effect(of: put.entity)
        }
    }

    private func effect(of entity: Entity) throws(LedgerError) -> Effect {
        switch entity {
        case .statusMessage(let message): return .post(try post(message.guid))
        case .reshare(let reshare): return .post(try post(reshare.guid))
        case .comment(let comment): return .post(try post(comment.parentGUID))
        case .like(let like): return .post(try post(.like, like.guid))
        case .pollParticipation(let vote): return .post(try post(.pollParticipation, vote.guid))
        case .photo(let photo): return .post(try post(.photo, photo.guid))
        case .participation, .profile, .contact, .conversation, .message: return .none
        case .retraction, .accountDeletion, .accountMigration: return .much
        }
    }

    /// The post on whose item something shows.
    private func post(_ target: RowTarget, _ guid: GUID) throws(LedgerError) -> PostNumber? {
        let sql: String
        switch target {
        case .post, .person: return try post(guid)
        case .photo: sql = "SELECT number FROM post_bodies WHERE guid = (SELECT post_guid FROM photos WHERE guid = ?)"
        case .comment: sql = "SELECT post FROM comments WHERE guid = ?"
        case .like:
            sql = """
                SELECT CASE target_kind WHEN 0 THEN target ELSE (SELECT post FROM comments WHERE number = target) END
                  FROM likes WHERE guid = ?
                """
        case .poll: sql = "SELECT post FROM polls WHERE guid = ?"
        case .pollAnswer:
            sql = "SELECT post FROM polls JOIN poll_answers ON poll = polls.number WHERE poll_answers.guid = ? LIMIT 1"
        case .pollParticipation: sql = "SELECT post FROM polls JOIN votes ON poll = polls.number WHERE votes.guid = ?"
        }
        return try read { db in
            try UInt32.fetchOne(db.cachedStatement(sql: sql), arguments: [guid]).map { PostNumber($0) }
        }
    }
}
