import GRDB
import SocialModel

/// During a sync each change marks its rows: as seen, or, without the sync's token, as written since. What was written
/// since is not written over by the sync.
extension Applier {
    /// Notes that the rows of a change are there, or were written since.
    func mark(_ change: Change) throws {
        guard let sync else { return }
        let isLive = !isBackfill
        if isLive { self.sync?.mayHaveNewer = true } else if sync.fresh == sync.scopes { return }
        for mark in try marks(of: change) where sync.scopes.contains(mark.scope) {
            if !isLive, sync.fresh.contains(mark.scope) { continue }
            try run(
                """
                INSERT INTO sync_marks (scope, one, other, live) VALUES (?, ?, ?, ?)
                  ON CONFLICT DO UPDATE SET live = max(live, excluded.live)
                """,
                [mark.scope.number, mark.one, mark.other, isLive]
            )
        }
    }

    /// Notes that somebody is subscribed who became so by something said since; the sync may still say how often.
    func markSubscription(_ person: PersonNumber, _ post: PostNumber) throws {
        guard let sync, !isBackfill, sync.scopes.contains(.participations) else { return }
        try run(
            "INSERT OR IGNORE INTO sync_marks (scope, one, other, live) VALUES (?, ?, ?, 0)",
            [SyncScope.participations.number, person.value, post.value]
        )
    }

    /// A change of the sync's without what was written since; nil if nothing is left of it.
    func withoutWhatIsNewer(_ change: Change) throws -> Change? {
        switch change {
        case .entity(var put):
            switch put.entity {
            // What is overwritten by a later one.
            case .profile, .contact, .participation: return try isNewer(change) ? nil : change
            case .photo(let photo):
                if try isPhotoNewer(photo.guid) { return nil }
                put.recipients = try put.recipients.filter { try !isVisibilityNewer($0, .photo, photo.guid) }
            case .statusMessage, .reshare:
                guard let guid = put.entity.guid else { return change }
                put.recipients = try put.recipients.filter { try !isVisibilityNewer($0, .post, guid) }
                put.aspects = try put.aspects.filter { try !isDeletedSince($0, of: put.entity.author) }
            default: return change
            }
            return .entity(put)
        case .contactPut(var put):
            if try isNewer(change) { return nil }
            // An aspect that was deleted since took its members along.
            put.aspects = try put.aspects.filter { try !isDeletedSince($0, of: put.user) }
            if put.aspects.isEmpty { put.isReceiving = false }
            return put.isReceiving || put.isSharing ? .contactPut(put) : nil
        default: return try isNewer(change) ? nil : change
        }
    }

    /// Likes, reshares and votes are one a person: one that the pod does not have any more makes room for the one it has.
    ///
    /// False if the one that is here is newer.
    func makeRoom(for change: Change) throws -> Bool {
        guard case .entity(let put) = change, let rival = try rival(of: put) else { return true }
        if try isLive(rival.mark) { return false }
        if try !isMarked(rival.mark) {
            let retraction = Retraction(author: put.entity.author, targetGUID: rival.guid, targetType: rival.type)
            _ = try apply(.entity(EntityPut(.retraction(retraction))), from: .pod)
        }
        return true
    }

    /// What stands where an entity would, of the same author.
    private func rival(of put: EntityPut) throws -> (mark: SyncMark, type: RetractionTarget, guid: GUID)? {
        switch put.entity {
        case .like(let like):
            guard let author = try known(like.author)?.number.value,
                let (kind, target, _) = try found({ try likeTarget(like) })
            else { return nil }
            let sql = "SELECT guid FROM likes WHERE target_kind = ? AND target = ? AND author = ? AND guid <> ?"
            return try first(sql, [kind.rawValue, target, author, like.guid]) { row in
                row.guid(0).map { (.like(Int64(kind.rawValue), Int64(target), Int64(author)), .like, $0) }
            } ?? nil
        case .pollParticipation(let vote):
            guard let author = try known(vote.author)?.number.value, let (poll, _) = try found({ try poll(vote) })
            else { return nil }
            let sql = "SELECT guid FROM votes WHERE poll = ? AND author = ? AND guid <> ?"
            return try first(sql, [poll, author, vote.guid]) { row in
                row.guid(0).map { (SyncMark(.pollParticipations, poll, author), .pollParticipation, $0) }
            } ?? nil
        case .reshare(let reshare):
            guard let author = try known(reshare.author)?.number.value else { return nil }
            let sql = """
                SELECT number, guid FROM posts JOIN post_bodies USING (number)
                  WHERE root = (SELECT number FROM post_bodies WHERE guid = ?) AND author = ? AND guid <> ?
                """
            return try first(sql, [reshare.root?.guid, author, reshare.guid]) { row in
                row.guid(1).map { (SyncMark(.posts, row[0]), .post, $0) }
            } ?? nil
        default: return nil
        }
    }

    /// Whether anything may have been written since the sync began; nothing has, as a rule, and need not be looked for.
    private var mayHaveNewer: Bool { sync?.mayHaveNewer ?? false }

    private func isNewer(_ change: Change) throws -> Bool {
        try mayHaveNewer && marks(of: change).contains { try isLive($0) }
    }

    private func isPhotoNewer(_ guid: GUID) throws -> Bool {
        guard mayHaveNewer, let number = try photoNumber(guid) else { return false }
        return try isLive(SyncMark(.photos, number))
    }

    private func isLive(_ mark: SyncMark) throws -> Bool {
        try exists(
            "SELECT 1 FROM sync_marks WHERE scope = ? AND one = ? AND other = ? AND live",
            [mark.scope.number, mark.one, mark.other]
        )
    }

    private func isDeletedSince(_ aspect: String, of id: DiasporaID) throws -> Bool {
        guard mayHaveNewer, let user = try found({ try user(id) }) else { return false }
        return try number("SELECT number FROM aspects WHERE user = ? AND aspect = ?", [user.value, aspect]) == nil
            && isLive(SyncMark(.aspects, user.value, name: aspect))
    }

    private func isVisibilityNewer(_ user: DiasporaID, _ type: VisibilityTarget, _ guid: GUID) throws -> Bool {
        try mayHaveNewer && visibility(user, type, guid).map { try isLive($0) } ?? false
    }

    // MARK: - The rows of a change

    /// The rows that a change writes, as far as they are known.
    private func marks(of change: Change) throws -> [SyncMark] {
        switch change {
        case .podPut, .previewPut, .rowIDPut: []
        case .personPut(let put): try person(.people, put.id)
        case .personClose(let id): try person(.people, id)
        case .personMigrate(let old, let new): try person(.people, old) + person(.people, new)
        case .userPut(let put): try person(.users, put.id)
        case .userDelete(let id): try person(.users, id)
        case .spotlightPut(let id), .spotlightDelete(let id): try person(.spotlight, id)
        case .aspectPut(let user, let aspect, _), .aspectDelete(let user, let aspect):
            try named(.aspects, user, aspect)
        case .savedStreamPut(let user, let name, _), .savedStreamDelete(let user, let name):
            try named(.savedStreams, user, name)
        case .contactPut(let put): try pair(.contacts, put.user, put.person)
        case .contactDelete(let user, let person): try pair(.contacts, user, person)
        case .blockPut(let user, let person), .blockDelete(let user, let person): try pair(.blocks, user, person)
        case .hidePut(let user, let guid), .hideDelete(let user, let guid):
            try one { SyncMark(.hides, try self.user(user).value, try post(guid).number.value) }
        case .tagFollowingPut(let user, let name), .tagFollowingDelete(let user, let name):
            try one { SyncMark(.tagFollowings, try self.user(user).value, try tag(TagGrammar.normalise(name)).value) }
        case .participationPut(let id, let guid, _), .participationDelete(let id, let guid):
            try participation(id, guid)
        case .visibilityPut(let user, let type, let guid, _), .visibilityDelete(let user, let type, let guid):
            try visibility(user, type, guid).map { [$0] } ?? []
        case .entity(let put): try marks(of: put)
        }
    }

    private func marks(of put: EntityPut) throws -> [SyncMark] {
        switch put.entity {
        case .statusMessage(let post):
            let photos = try post.photos.compactMap { try photoNumber($0.guid) }.map { SyncMark(.photos, $0) }
            return try self.post(post.guid, put.recipients) + photos
        case .reshare(let reshare): return try post(reshare.guid, put.recipients)
        case .photo(let photo):
            let visibilities = try put.recipients.compactMap { try visibility($0, .photo, photo.guid) }
            return try photoNumber(photo.guid).map { [SyncMark(.photos, $0)] + visibilities } ?? []
        case .comment(let comment):
            return try number("SELECT number FROM comments WHERE guid = ?", [comment.guid])
                .map { [SyncMark(.comments, $0)] } ?? []
        case .like(let like):
            return try first("SELECT target_kind, target, author FROM likes WHERE guid = ?", [like.guid]) {
                [.like($0[0], $0[1], $0[2])]
            } ?? []
        case .pollParticipation(let vote):
            return try first("SELECT poll, author FROM votes WHERE guid = ?", [vote.guid]) {
                [SyncMark(.pollParticipations, $0[0], $0[1])]
            } ?? []
        case .profile(let profile): return try person(.people, profile.author)
        case .participation(let participation):
            return try self.participation(participation.author, participation.parentGUID)
        case .contact(let contact): return try pair(.contacts, contact.recipient, contact.author)
        case .conversation, .message, .retraction, .accountDeletion, .accountMigration: return []
        }
    }

    private func person(_ scope: SyncScope, _ id: DiasporaID) throws -> [SyncMark] {
        try known(id).map { [SyncMark(scope, $0.number.value)] } ?? []
    }

    private func named(_ scope: SyncScope, _ user: DiasporaID, _ name: String) throws -> [SyncMark] {
        try one { SyncMark(scope, try self.user(user).value, name: name) }
    }

    private func pair(_ scope: SyncScope, _ user: DiasporaID, _ person: DiasporaID) throws -> [SyncMark] {
        try one { SyncMark(scope, try self.user(user).value, try self.person(person).value) }
    }

    private func participation(_ id: DiasporaID, _ guid: GUID) throws -> [SyncMark] {
        try one { SyncMark(.participations, try person(id).value, try post(guid).number.value) }
    }

    private func post(_ guid: GUID, _ recipients: [DiasporaID]) throws -> [SyncMark] {
        let posts = try one { SyncMark(.posts, try post(guid).number.value) }
        return try posts + recipients.compactMap { try visibility($0, .post, guid) }
    }

    /// Photos are numbered by themselves, and so stand below zero among the posts.
    private func visibility(_ user: DiasporaID, _ type: VisibilityTarget, _ guid: GUID) throws -> SyncMark? {
        guard let user = try found({ try self.user(user) }) else { return nil }
        switch type {
        case .post:
            return try found { try post(guid) }.map { SyncMark(.visibilities, user.value, $0.number.value) }
        case .photo: return try photoNumber(guid).map { SyncMark(.visibilities, user.value, -$0) }
        }
    }

    private func photoNumber(_ guid: GUID) throws -> Int64? {
        try first("SELECT number FROM photos WHERE guid = ?", [guid]) { $0[0] }
    }

    private func one(_ mark: () throws -> SyncMark) throws -> [SyncMark] { try found(mark).map { [$0] } ?? [] }

    /// Something, or nil if it is not there, or not any more.
    private func found<Value>(_ look: () throws -> Value) throws -> Value? {
        do { return try look() } catch is Unmet { return nil } catch is Refusal { return nil }
    }
}

extension SyncMark {
    static func like(_ kind: Int64, _ target: Int64, _ author: Int64) -> SyncMark {
        SyncMark(.likes, target << 1 | kind, author)
    }
}
