import GRDB
import SocialModel

/// Share visibilities as the pod has them, one by one (`visibility.put`).
extension Applier {
    func putVisibility(_ userID: DiasporaID, _ type: VisibilityTarget, _ guid: GUID, isHidden: Bool) throws -> Bool {
        let user = try user(userID)
        switch type {
        case .photo: return try setRecipient(user, ofPhoto: guid, true)
        case .post:
            let post = try post(guid)
            guard !post.flags.contains(.isPublic) else { return false }
            let isNew = try setRecipient(user, of: post.number, true)
            return try setHidden(user, post.number, isHidden) || isNew
        }
    }

    func deleteVisibility(_ userID: DiasporaID, _ type: VisibilityTarget, _ guid: GUID) throws -> Bool {
        let user = try user(userID)
        switch type {
        case .photo: return try setRecipient(user, ofPhoto: guid, false)
        case .post:
            let post = try post(guid).number
            let wasHidden = try setHidden(user, post, false)
            return try setRecipient(user, of: post, false) || wasHidden
        }
    }

    private func setRecipient(_ user: UserNumber, of post: PostNumber, _ set: Bool) throws -> Bool {
        let old = try row("SELECT recipients FROM posts WHERE number = ?", [post.value])?.numbers("recipients") ?? []
        guard old.contains(user.value) != set else { return false }
        let new = set ? old + [user.value] : old.filter { $0 != user.value }
        try run("UPDATE posts SET recipients = ? WHERE number = ?", [new.packed, post.value])
        deltas.append(
            set ? .audience(post, recipients: [user], aspects: []) : .audienceRemoved(post, recipient: user)
        )
        return true
    }

    private func setHidden(_ user: UserNumber, _ post: PostNumber, _ set: Bool) throws -> Bool {
        try run(
            set
                ? "INSERT OR IGNORE INTO hidden_visibilities (user, post) VALUES (?, ?)"
                : "DELETE FROM hidden_visibilities WHERE user = ? AND post = ?",
            [user.value, post.value]
        )
        guard touched > 0 else { return false }
        deltas.append(.hiddenVisibility(user: user, post: post, set: set))
        return true
    }

    private func setRecipient(_ user: UserNumber, ofPhoto guid: GUID, _ set: Bool) throws -> Bool {
        guard let photo = try row("SELECT public, recipients FROM photos WHERE guid = ?", [guid]) else {
            if try isRetracted(.photo, guid) { throw Refusal.targetRetracted(.photo, guid) }
            throw Unmet(need: .entity(type: .photo, guid: guid, author: nil))
        }
        let old = photo.numbers("recipients")
        guard photo[0] as Bool == false, old.contains(user.value) != set else { return false }
        let new = set ? (old + [user.value]).sorted() : old.filter { $0 != user.value }
        try run("UPDATE photos SET recipients = ? WHERE guid = ?", [new.packed, guid])
        return true
    }
}
