import SocialModel

extension NaiveWorld {
    /// Applies an entity, or says why not.
    ///
    /// What waits is left to the caller to keep.
    mutating func take(_ delivery: NaiveDelivery) -> NaiveOutcome {
        if waits(delivery) { return .parked }
        let delivery = asCurrent(delivery)
        if let post = delivery.put.entity.postOfPhoto,
            tombstones.contains(NaiveTombstone(table: .post, guid: post, author: delivery.put.entity.author))
        {
            return .refused
        }
        if person(delivery.put.entity.author)?.isClosed == true, !delivery.put.entity.isSaidOfOthers { return .refused }
        switch delivery.put.entity {
        case .statusMessage(let message): return take(message, delivery)
        case .reshare(let reshare): return take(reshare, delivery)
        case .comment(let comment): return take(comment, delivery)
        case .like(let like): return take(like, delivery)
        case .photo(let photo): return take(photo, delivery)
        case .retraction(let retraction): return take(retraction, delivery)
        case .profile: return isByAuthor(delivery) ? .accepted : .refused
        case .accountDeletion(let deletion):
            guard isByAuthor(delivery) else { return .refused }
            closeAccount(deletion.author)
            return .accepted
        case .accountMigration(let migration):
            guard isByAuthor(delivery) else { return .refused }
            return migrate(migration.oldIdentity ?? migration.author, to: migration.profile.author)
                ? .accepted : .refused
        // None of these changes what a stream shows.
        case .pollParticipation, .participation, .contact, .conversation, .message:
            return .accepted
        }
    }

    /// Whether its sender, author, parent or root is not known yet.
    ///
    /// What was retracted is never known again.
    func waits(_ delivery: NaiveDelivery) -> Bool {
        if let sender = delivery.sender, person(sender) == nil { return true }
        // The author that a retraction names is compared with nothing.
        if case .retraction = delivery.put.entity { return false }
        if person(delivery.put.entity.author) == nil { return true }
        return switch delivery.put.entity {
        case .comment(let comment): post(comment.parentGUID) == nil
        case .like(let like) where like.parentType == .post: post(like.parentGUID) == nil
        case .like(let like): comment(like.parentGUID) == nil
        case .reshare(let reshare): reshare.root.map { post($0.guid) == nil && !isGone($0.guid) } ?? false
        default: false
        }
    }

    /// Everything but relayables and retractions must come from its author (protocol §10).
    private func isByAuthor(_ delivery: NaiveDelivery) -> Bool {
        delivery.sender == nil || delivery.sender == delivery.put.entity.author
    }

    // MARK: - Posts

    private mutating func take(_ message: StatusMessage, _ delivery: NaiveDelivery) -> NaiveOutcome {
        guard isByAuthor(delivery), delivery.sender == nil || message.isPublic else { return .refused }
        if let known = post(message.guid) {
            guard known.author == message.author else { return .refused }
            guard known.isPublic || hasAspects(delivery.put) else { return .refused }
            addAudience(known, delivery.put)
            return .duplicate
        }
        let text = message.text ?? ""
        let tags = TagGrammar.tags(in: text)
        let hasText = !text.allSatisfy(\.isWhitespace)
        guard message.isPublic || hasAspects(delivery.put), hasText || !message.photos.isEmpty,
            text.unicodeScalars.count <= 65_535,
            tags.allSatisfy({ $0.unicodeScalars.count <= 255 }),
            message.photos.allSatisfy({ photo in
                photo.author == message.author
                    && photos.allSatisfy { $0.guid != photo.guid || $0.author == photo.author }
            })
        else { return .refused }
        let post = NaivePost(
            guid: message.guid,
            author: message.author,
            isPublic: message.isPublic,
            isReshare: false,
            hasText: hasText,
            tags: tags,
            words: Self.words(of: text),
            language: Language(of: text),
            isNSFW: text.lowercased().contains("#nsfw"),
            mentions: (delivery.put.mentions ?? MentionGrammar.people(in: text)).map(current),
            root: nil,
            second: min(message.createdAt ?? delivery.received, delivery.received).orderSecond,
            interacted: delivery.received.orderSecond,
            order: postsEverApplied
        )
        guard insert(post) else { return .refused }
        addAudience(post, delivery.put)
        for photo in message.photos { link(photo, to: message.guid) }
        changeVisibilitiesToCome(post.guid)
        return .accepted
    }

    private mutating func take(_ reshare: Reshare, _ delivery: NaiveDelivery) -> NaiveOutcome {
        guard isByAuthor(delivery) else { return .refused }
        if let known = post(reshare.guid) { return known.author == reshare.author ? .duplicate : .refused }
        // A root that was retracted before counts as one that is retracted afterwards: the reshare has none (§7).
        let livingRoot = reshare.root.flatMap { isGone($0.guid) ? nil : $0 }
        if let root = livingRoot {
            guard let post = post(root.guid), post.author == root.author, post.isPublic,
                !posts.contains(where: { $0.author == reshare.author && $0.root == root.guid })
            else { return .refused }
        }
        let post = NaivePost(
            guid: reshare.guid,
            author: reshare.author,
            isPublic: true,
            isReshare: true,
            hasText: true,
            tags: [],
            words: [],
            language: nil,
            isNSFW: false,
            mentions: [],
            root: livingRoot?.guid,
            second: min(reshare.createdAt ?? delivery.received, delivery.received).orderSecond,
            interacted: delivery.received.orderSecond,
            order: postsEverApplied
        )
        guard insert(post) else { return .refused }
        if let root = livingRoot.flatMap({ self.post($0.guid) }) {
            participate(post.author, in: root)
            participate(root.author, in: post)
        }
        return .accepted
    }

    /// False for one that was, or is now, retracted.
    private mutating func insert(_ post: NaivePost) -> Bool {
        guard mayExist(.post, post.guid, author: post.author, rootAuthor: post.author) else { return false }
        posts.append(post)
        postsEverApplied += 1
        return true
    }

    private func hasAspects(_ put: EntityPut) -> Bool { put.aspects.allSatisfy { has(put.entity.author, $0) } }

    /// Recipients and aspects are added, never removed; a public post has none.
    private mutating func addAudience(_ post: NaivePost, _ put: EntityPut) {
        guard !post.isPublic else { return }
        shareVisibilities += put.recipients.map(current).filter(isLocal).map {
            NaiveUserPost(user: $0, post: post.guid)
        }
        aspectVisibilities += put.aspects.map {
            NaiveAspectVisibility(aspect: NaiveAspect(user: post.author, name: $0), post: post.guid)
        }
    }

    // MARK: - Interactions

    private mutating func take(_ comment: Comment, _ delivery: NaiveDelivery) -> NaiveOutcome {
        if let known = self.comment(comment.guid) { return known.author == comment.author ? .duplicate : .refused }
        guard let root = post(comment.parentGUID), mayInteract(comment.author, with: root, delivery.sender),
            !comment.text.allSatisfy(\.isWhitespace), comment.text.unicodeScalars.count <= 65_535,
            TagGrammar.tags(in: comment.text).allSatisfy({ $0.unicodeScalars.count <= 255 }),
            !tombstones.contains(NaiveTombstone(table: .comment, guid: comment.guid, author: comment.author))
        else { return .refused }
        // Also by one that was taken back before it came: as if it had come first.
        for index in posts.indices where posts[index].guid == root.guid {
            posts[index].interacted = max(posts[index].interacted, delivery.received.orderSecond)
        }
        guard mayExist(.comment, comment.guid, author: comment.author, rootAuthor: root.author) else { return .refused }
        comments.append(NaiveComment(guid: comment.guid, author: comment.author, post: root.guid))
        participate(comment.author, in: root)
        return .accepted
    }

    private mutating func take(_ like: Like, _ delivery: NaiveDelivery) -> NaiveOutcome {
        if let known = likes.first(where: { $0.guid == like.guid }) {
            return known.author == like.author ? .duplicate : .refused
        }
        let rootGUID = like.parentType == .post ? like.parentGUID : comment(like.parentGUID)?.post
        guard let root = rootGUID.flatMap(post), mayInteract(like.author, with: root, delivery.sender),
            !likes.contains(where: { $0.author == like.author && $0.target == like.parentGUID }),
            mayExist(.like, like.guid, author: like.author, rootAuthor: root.author)
        else { return .refused }
        likes.append(
            NaiveLike(guid: like.guid, author: like.author, target: like.parentGUID, isPositive: like.isPositive)
        )
        participate(like.author, in: root)
        return .accepted
    }

    /// Protocol §9.2 for who sends it, and §6: a local author who ignores somebody refuses what that person says.
    private func mayInteract(_ author: DiasporaID, with root: NaivePost, _ sender: DiasporaID?) -> Bool {
        guard let sender else { return true }
        if isLocal(root.author), blocks.contains(NaiveBlock(user: root.author, person: author)) { return false }
        return sender == root.author || (sender == author && isLocal(root.author))
    }

    // MARK: - Photos

    private mutating func take(_ photo: Photo, _ delivery: NaiveDelivery) -> NaiveOutcome {
        guard isByAuthor(delivery), delivery.sender == nil || photo.isPublic else { return .refused }
        if let known = photos.first(where: { $0.guid == photo.guid }) {
            guard known.author == photo.author else { return .refused }
            if let post = photo.statusMessageGUID { link(photo, to: post) }
            return .accepted
        }
        guard mayExist(.photo, photo.guid, author: photo.author, rootAuthor: photo.author) else { return .refused }
        photos.append(NaivePhoto(guid: photo.guid, author: photo.author, post: photo.statusMessageGUID))
        return .accepted
    }

    private mutating func link(_ photo: Photo, to post: GUID) {
        if let index = photos.firstIndex(where: { $0.guid == photo.guid }) {
            photos[index].post = post
        } else if mayExist(.photo, photo.guid, author: photo.author, rootAuthor: photo.author) {
            photos.append(NaivePhoto(guid: photo.guid, author: photo.author, post: post))
        }
    }

    // MARK: - Rows

    /// Whether a post was there and was retracted.
    private func isGone(_ post: GUID) -> Bool { tombstones.contains { $0.table == .post && $0.guid == post } }

    func post(_ guid: GUID) -> NaivePost? { posts.first { $0.guid == guid } }

    func comment(_ guid: GUID) -> NaiveComment? { comments.first { $0.guid == guid } }
}

extension NaiveWorld {
    /// A delivery in the names of who the people are by now.
    private func asCurrent(_ delivery: NaiveDelivery) -> NaiveDelivery {
        var put = delivery.put
        switch put.entity {
        case .statusMessage(var message):
            message.author = current(message.author)
            for index in message.photos.indices { message.photos[index].author = current(message.photos[index].author) }
            put.entity = .statusMessage(message)
        case .reshare(var reshare):
            reshare.author = current(reshare.author)
            reshare.root = reshare.root.map { Reshare.Root(author: current($0.author), guid: $0.guid) }
            put.entity = .reshare(reshare)
        case .comment(var comment):
            comment.author = current(comment.author)
            put.entity = .comment(comment)
        case .like(var like):
            like.author = current(like.author)
            put.entity = .like(like)
        case .photo(var photo):
            photo.author = current(photo.author)
            put.entity = .photo(photo)
        // The others name whom they name: a profile that of an account, an event an account itself.
        default: break
        }
        return NaiveDelivery(put: put, sender: delivery.sender.map(current), received: delivery.received)
    }
}

extension Entity {
    /// Whether it hangs on something of somebody else's, where it stays when the account is closed.
    fileprivate var isSaidOfOthers: Bool {
        switch self {
        case .comment, .like, .pollParticipation, .message, .retraction, .accountDeletion: true
        default: false
        }
    }

    /// The post that a photo names, which takes the photo with it.
    fileprivate var postOfPhoto: GUID? {
        if case .photo(let photo) = self { photo.statusMessageGUID } else { nil }
    }
}

extension Change {
    /// The user whose own state it changes.
    var user: DiasporaID? {
        switch self {
        case .aspectPut(let user, _, _), .aspectDelete(let user, _), .contactDelete(let user, _),
            .blockPut(let user, _), .blockDelete(let user, _), .hidePut(let user, _), .hideDelete(let user, _),
            .tagFollowingPut(let user, _), .tagFollowingDelete(let user, _), .visibilityPut(let user, _, _, _),
            .visibilityDelete(let user, _, _), .savedStreamPut(let user, _, _), .savedStreamDelete(let user, _):
            user
        case .contactPut(let put): put.user
        default: nil
        }
    }

    /// The same of another user.
    func of(_ user: DiasporaID) -> Change {
        switch self {
        case .aspectPut(_, let aspect, let name): return .aspectPut(user: user, aspect: aspect, name: name)
        case .aspectDelete(_, let aspect): return .aspectDelete(user: user, aspect: aspect)
        case .contactPut(var put):
            put.user = user
            return .contactPut(put)
        case .contactDelete(_, let person): return .contactDelete(user: user, person: person)
        case .blockPut(_, let person): return .blockPut(user: user, person: person)
        case .blockDelete(_, let person): return .blockDelete(user: user, person: person)
        case .hidePut(_, let post): return .hidePut(user: user, post: post)
        case .hideDelete(_, let post): return .hideDelete(user: user, post: post)
        case .tagFollowingPut(_, let tag): return .tagFollowingPut(user: user, tag: tag)
        case .tagFollowingDelete(_, let tag): return .tagFollowingDelete(user: user, tag: tag)
        case .savedStreamPut(_, let name, let query): return .savedStreamPut(user: user, name: name, query: query)
        case .savedStreamDelete(_, let name): return .savedStreamDelete(user: user, name: name)
        case .visibilityPut(_, let target, let guid, let isHidden):
            return .visibilityPut(user: user, target, guid: guid, isHidden: isHidden)
        case .visibilityDelete(_, let target, let guid): return .visibilityDelete(user: user, target, guid: guid)
        default: return self
        }
    }
}
