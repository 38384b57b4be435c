import SocialModel

/// Accounts that close and move (§6), and what single users may see.
extension NaiveWorld {
    /// What the person made goes, what it said on others' posts stays.
    mutating func closeAccount(_ id: DiasporaID) {
        for post in posts where post.author == id { retract(post) }
        for photo in photos where photo.author == id {
            tombstones.append(NaiveTombstone(table: .photo, guid: photo.guid, author: id))
        }
        photos.removeAll { $0.author == id }
        participations.removeAll { $0.person == id }
        contacts.removeAll { $0.person == id }
        blocks.removeAll { $0.person == id }
        deleteUser(id)
        change(id) {
            $0.isClosed = true
            $0.isNSFW = false
            $0.isInSpotlight = false
        }
    }

    private mutating func retract(_ post: NaivePost) {
        destroyPost(post.guid)
        tombstones.append(NaiveTombstone(table: .post, guid: post.guid, author: post.author))
    }

    /// The account goes with all that only its user had.
    mutating func deleteUser(_ id: DiasporaID) {
        contacts.removeAll { $0.user == id }
        blocks.removeAll { $0.user == id }
        hidden.removeAll { $0.user == id }
        aspects.removeAll { $0.user == id }
        aspectVisibilities.removeAll { $0.aspect.user == id }
        tagFollowings.removeAll { $0.user == id }
        shareVisibilities.removeAll { $0.user == id }
        hiddenVisibilities.removeAll { $0.user == id }
        change(id) { $0.isUser = false }
    }

    /// Everything that was the one's is the other's; what would then be there twice goes first.
    mutating func migrate(_ old: DiasporaID, to named: DiasporaID) -> Bool {
        guard let from = person(old), !from.isClosed, let to = person(current(named)), !to.isClosed, to.id != old else {
            return false
        }
        let new = to.id
        for post in posts where post.author == old && post.root != nil {
            if posts.contains(where: { $0.author == new && $0.root == post.root }) { retract(post) }
        }
        for index in posts.indices {
            if posts[index].author == old { posts[index].author = new }
            posts[index].mentions = posts[index].mentions.map { $0 == old ? new : $0 }
        }
        for index in comments.indices where comments[index].author == old { comments[index].author = new }
        let liked = likes.filter { $0.author == new }.map(\.target)
        likes.removeAll { $0.author == old && liked.contains($0.target) }
        for index in likes.indices where likes[index].author == old { likes[index].author = new }
        for index in photos.indices where photos[index].author == old { photos[index].author = new }
        for index in tombstones.indices where tombstones[index].author == old { tombstones[index].author = new }
        moveRelations(old, new)
        let subscribed = participations.filter { $0.person == new }.map(\.post)
        participations.removeAll { $0.person == old && subscribed.contains($0.post) }
        for index in participations.indices where participations[index].person == old {
            participations[index].person = new
        }
        if from.isUser, to.isUser { moveUser(old, new) }
        if from.isInSpotlight { change(new) { $0.isInSpotlight = true } }
        deleteUser(old)
        change(old) {
            $0.isClosed = true
            $0.isNSFW = false
            $0.isInSpotlight = false
            $0.movedTo = new
        }
        for index in people.indices where people[index].movedTo == old { people[index].movedTo = new }
        return true
    }

    /// Who somebody is by now.
    func current(_ id: DiasporaID) -> DiasporaID { person(id)?.movedTo ?? id }

    private mutating func moveRelations(_ old: DiasporaID, _ new: DiasporaID) {
        let followers = contacts.filter { $0.person == new }.map(\.user) + [new]
        contacts.removeAll { $0.person == old && followers.contains($0.user) }
        for index in contacts.indices where contacts[index].person == old { contacts[index].person = new }
        blocks = blocks.map { NaiveBlock(user: $0.user, person: $0.person == old ? new : $0.person) }
    }

    private mutating func moveUser(_ old: DiasporaID, _ new: DiasporaID) {
        let moving = aspects.filter { $0.user == old && !has(new, $0.name) }.map(\.name)
        aspects += moving.map { NaiveAspect(user: new, name: $0) }
        for index in aspectVisibilities.indices where aspectVisibilities[index].aspect.user == old {
            guard moving.contains(aspectVisibilities[index].aspect.name) else { continue }
            aspectVisibilities[index].aspect = NaiveAspect(user: new, name: aspectVisibilities[index].aspect.name)
        }
        for contact in contacts where contact.user == old && contact.person != new {
            guard !contacts.contains(where: { $0.user == new && $0.person == contact.person }) else { continue }
            var moved = contact
            moved.user = new
            moved.aspects = contact.aspects.filter(moving.contains)
            if moved.aspects.isEmpty { moved.isReceiving = false }
            if moved.isSharing || moved.isReceiving { contacts.append(moved) }
        }
        blocks += blocks.filter { $0.user == old }.map { NaiveBlock(user: new, person: $0.person) }
        func moved(_ posts: [NaiveUserPost]) -> [NaiveUserPost] {
            posts + posts.filter { $0.user == old }.map { NaiveUserPost(user: new, post: $0.post) }
        }
        hidden = moved(hidden)
        shareVisibilities = moved(shareVisibilities)
        hiddenVisibilities = moved(hiddenVisibilities)
        tagFollowings += tagFollowings.filter { $0.user == old }.map { NaiveTagFollowing(user: new, tag: $0.tag) }
    }

    // MARK: - Share visibilities, one by one

    mutating func changeVisibility(_ change: Change) {
        switch change {
        case .visibilityPut(let user, .post, let guid, let isHidden): putVisibility(user, guid, isHidden: isHidden)
        case .visibilityDelete(let user, .post, let guid): deleteVisibility(user, guid)
        default: break
        }
    }

    /// What was said of a post before it came, in order; a user whose account is gone by then is waited for in vain.
    mutating func changeVisibilitiesToCome(_ post: GUID) {
        let waiting = visibilitiesToCome.filter { $0.visiblePost == post }
        visibilitiesToCome.removeAll { $0.visiblePost == post }
        for change in waiting {
            guard let user = change.user.map(current), isLocal(user) else { continue }
            changeVisibility(change.of(user))
        }
    }

    private mutating func putVisibility(_ user: DiasporaID, _ guid: GUID, isHidden: Bool) {
        guard post(guid)?.isPublic == false else { return }
        let visibility = NaiveUserPost(user: user, post: guid)
        shareVisibilities.append(visibility)
        hiddenVisibilities.removeAll { $0 == visibility }
        if isHidden { hiddenVisibilities.append(visibility) }
    }

    private mutating func deleteVisibility(_ user: DiasporaID, _ guid: GUID) {
        let visibility = NaiveUserPost(user: user, post: guid)
        shareVisibilities.removeAll { $0 == visibility }
        hiddenVisibilities.removeAll { $0 == visibility }
    }
}

extension Change {
    fileprivate var visiblePost: GUID? {
        switch self {
        case .visibilityPut(_, .post, let guid, _), .visibilityDelete(_, .post, let guid): guid
        default: nil
        }
    }
}
