import SocialModel

extension NaiveWorld {
    mutating func take(_ retraction: Retraction, _ delivery: NaiveDelivery) -> NaiveOutcome {
        guard let table = Self.table(retraction.targetType) else { return .accepted }
        let guid = retraction.targetGUID
        guard let target = target(table, guid) else {
            if tombstones.contains(where: { $0.table == table && $0.guid == guid }) { return .duplicate }
            earlyRetractions.append(NaiveRetraction(table: table, guid: guid, sender: delivery.sender))
            return .parked
        }
        guard Self.mayRetract(delivery.sender, table, target.author, target.rootAuthor) else { return .refused }
        if let subscribed = target.subscribed { leave(target.author, subscribed) }
        destroy(table, guid)
        tombstones.append(NaiveTombstone(table: table, guid: guid, author: target.author))
        return .accepted
    }

    /// Whether something new may come into being: not if it was retracted before, or its retraction came first.
    mutating func mayExist(_ table: NaiveTable, _ guid: GUID, author: DiasporaID, rootAuthor: DiasporaID) -> Bool {
        if tombstones.contains(NaiveTombstone(table: table, guid: guid, author: author)) { return false }
        let early = earlyRetractions.filter { $0.table == table && $0.guid == guid }
        earlyRetractions.removeAll { $0.table == table && $0.guid == guid }
        guard early.contains(where: { Self.mayRetract($0.sender, table, author, rootAuthor) }) else { return true }
        tombstones.append(NaiveTombstone(table: table, guid: guid, author: author))
        return false
    }

    /// Protocol §14.1: the target's author, for comments and likes also the post's; the pod is always believed.
    private static func mayRetract(
        _ sender: DiasporaID?,
        _ table: NaiveTable,
        _ author: DiasporaID,
        _ rootAuthor: DiasporaID
    ) -> Bool {
        guard let sender else { return true }
        return sender == author || ((table == .comment || table == .like) && sender == rootAuthor)
    }

    private static func table(_ type: RetractionTarget) -> NaiveTable? {
        switch type {
        case .post, .statusMessage, .reshare: .post
        case .comment: .comment
        case .like: .like
        case .photo: .photo
        case .pollParticipation, .participation, .poll, .conversation, .person: nil
        }
    }

    /// Who made it, who made the post at its root, and the post to which making it subscribed.
    private func target(
        _ table: NaiveTable,
        _ guid: GUID
    ) -> (author: DiasporaID, rootAuthor: DiasporaID, subscribed: GUID?)? {
        switch table {
        case .post: return post(guid).map { ($0.author, $0.author, nil) }
        case .photo: return photos.first { $0.guid == guid }.map { ($0.author, $0.author, nil) }
        case .comment:
            guard let comment = comment(guid), let root = post(comment.post) else { return nil }
            return (comment.author, root.author, root.guid)
        case .like:
            guard let like = likes.first(where: { $0.guid == guid }),
                let root = post(comment(like.target)?.post ?? like.target)
            else { return nil }
            return (like.author, root.author, root.guid)
        }
    }

    // MARK: - Cascades

    private mutating func destroy(_ table: NaiveTable, _ guid: GUID) {
        switch table {
        case .post: destroyPost(guid)
        case .comment:
            comments.removeAll { $0.guid == guid }
            likes.removeAll { $0.target == guid }
        case .like: likes.removeAll { $0.guid == guid }
        case .photo: destroyPhoto(guid)
        }
    }

    /// §6: all that belongs to a post goes with it; reshares of it stay, without a root.
    mutating func destroyPost(_ guid: GUID) {
        for comment in comments where comment.post == guid { destroy(.comment, comment.guid) }
        posts.removeAll { $0.guid == guid }
        likes.removeAll { $0.target == guid }
        photos.removeAll { $0.post == guid }
        participations.removeAll { $0.post == guid }
        shareVisibilities.removeAll { $0.post == guid }
        aspectVisibilities.removeAll { $0.post == guid }
        for index in posts.indices where posts[index].root == guid { posts[index].root = nil }
    }

    /// §6: a post left with neither text nor photos goes too.
    private mutating func destroyPhoto(_ guid: GUID) {
        let owner = photos.first { $0.guid == guid }?.post.flatMap(post)
        photos.removeAll { $0.guid == guid }
        guard let owner, !owner.hasText, !photos.contains(where: { $0.post == owner.guid }) else { return }
        destroyPost(owner.guid)
        tombstones.append(NaiveTombstone(table: .post, guid: owner.guid, author: owner.author))
    }
}
