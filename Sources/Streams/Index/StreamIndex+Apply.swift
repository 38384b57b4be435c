public import Ledger
import SocialModel

extension StreamIndex {
    /// Follows a change of the ledger.
    public func apply(_ delta: Delta) {
        follow(delta)
        assert(isConsistent(after: delta), "the index contradicts itself after \(delta)")
    }

    private func follow(_ delta: Delta) {
        switch delta {
        case .person(let person, let flags): apply(person, flags)
        case .user(let user, let id, let person, let spotlight): apply(user, id, person, spotlight: spotlight)
        case .userRemoved(let user, let person): remove(user, person)
        case .migrated(let old, let new): move(old, to: new)
        case .aspect(let aspect, let user, let name): edit(user) { $0.aspects[name] = aspect }
        case .aspectRemoved(let aspect, let user):
            edit(user) { state in
                state.aspects = state.aspects.filter { $0.value != aspect }
                state.members[aspect] = nil
                state.forgetChoice(of: aspect)
            }
        case .contact(let user, let person, let aspects): edit(user) { $0.place(person, in: aspects) }
        case .block(let user, let person, let set): edit(user) { $0.blocked.set(person.value, set) }
        case .hide(let user, let post, let set): edit(user) { $0.hidden.set(post.value, set) }
        case .savedStream: break
        case .tagFollowing(let user, let tag, let set):
            edit(user) { state in
                state.tags.removeAll { $0 == tag }
                if set { state.tags.append(tag) }
            }
        case .post(let post): apply(post)
        case .audience(let post, let recipients, let aspects): addAudience(post, recipients, aspects)
        case .audienceRemoved(let post, let user):
            guard posts.holds(post) else { return }
            let key = posts.key(post)
            edit(user) { $0.received.remove(key) }
        case .hiddenVisibility(let user, let post, let set): edit(user) { $0.hiddenReceived.set(post.value, set) }
        case .removed(let post): remove(post.number)
        case .rootless(let post):
            guard posts.holds(post) else { return }
            forgetRoot(of: post)
            posts.bumpVersion(post)
        case .counts(let post, let counts): if posts.holds(post) { posts.set(post, counts: counts) }
        case .interacted(let post, let second):
            guard posts.holds(post) else { return }
            interactions.remove(posts.interactionKey(post).value)
            posts.set(post, interacted: second)
            interactions.insert(posts.interactionKey(post).value)
            posts.bumpVersion(post)
        case .flags(let post, let flags):
            guard posts.holds(post) else { return }
            posts.set(post, flags: flags)
            posts.bumpVersion(post)
        case .contents(let post): if posts.holds(post) { posts.bumpVersion(post) }
        case .own(let user, let post, let act):
            guard post.value < posts.count else { return }
            let key = posts.key(post)
            edit(user) { $0.take(act, on: key) }
        case .pod: podVersion += 1
        }
    }

    func edit(_ user: UserNumber, _ change: (UserState) -> Void) {
        if let state = users[safe: user.value] { change(state) }
    }

    // MARK: - People

    private func apply(_ person: PersonNumber, _ flags: PersonFlags) {
        grow(to: person)
        people[Int(person.value)] = flags
        personVersions[Int(person.value)] &+= 1
        peopleVersion += 1
        spotlight.set(person.value, flags.contains(.spotlight))
        // A mention becomes a link once the person is known.
        if personVersions[Int(person.value)] == 1 {
            for key in byMention[Int(person.value)].keys { posts.bumpVersion(OrderKey(key).post) }
        }
    }

    func grow(to person: PersonNumber) {
        let needed = Int(person.value) + 1
        guard people.count < needed else { return }
        let missing = needed - people.count
        people.append(contentsOf: repeatElement([], count: missing))
        personVersions.append(contentsOf: repeatElement(0, count: missing))
        byAuthor.append(contentsOf: repeatElement(PostingList(), count: missing))
        byMention.append(contentsOf: repeatElement(PostingList(), count: missing))
        marks.grow(to: needed)
    }

    private func apply(_ user: UserNumber, _ id: DiasporaID, _ person: PersonNumber, spotlight: Bool) {
        while users.count <= Int(user.value) { users.append(nil) }
        usersByID[id] = user
        accounts[person.value] = user
        if users[Int(user.value)] == nil {
            users[Int(user.value)] = UserState(person: person, seesSpotlight: spotlight)
        } else {
            edit(user) { $0.seesSpotlight = spotlight }
        }
    }

    private func remove(_ user: UserNumber, _ person: PersonNumber) {
        if users[Int(user.value)]?.hasActs == false { usersWithoutActs -= 1 }
        users[Int(user.value)] = nil
        usersByID = usersByID.filter { $0.value != user }
        if accounts[person.value] == user { accounts[person.value] = nil }
    }

    /// Gives one person's posts, and the mentions of that person, to another.
    private func move(_ old: PersonNumber, to new: PersonNumber) {
        grow(to: old)
        grow(to: new)
        for key in byAuthor[Int(old.value)].keys {
            let post = OrderKey(key).post
            posts.set(post, author: new)
            posts.bumpVersion(post)
        }
        byAuthor[Int(new.value)].merge(byAuthor[Int(old.value)])
        byAuthor[Int(old.value)] = PostingList()
        for key in byMention[Int(old.value)].keys { posts.bumpVersion(OrderKey(key).post) }
        byMention[Int(new.value)].merge(byMention[Int(old.value)])
        byMention[Int(old.value)] = PostingList()
        if let from = accounts[old.value], let to = accounts[new.value] {
            let chosen = users[safe: from.value]?.chosen ?? [:]
            edit(to) { $0.chosen.merge(chosen) { mine, _ in mine } }
        }
    }

    // MARK: - Posts

    private func apply(_ post: PostFacts) {
        grow(to: post.author)
        posts.append(post.row)
        time.insert(post.key.value)
        interactions.insert(posts.interactionKey(post.number).value)
        if let root = post.root { reshares.insert(post.number, of: root) }
        byAuthor[Int(post.author.value)].insert(post.key)
        for tag in post.tags {
            while byTag.count <= Int(tag.value) { byTag.append(PostingList()) }
            byTag[Int(tag.value)].insert(post.key)
        }
        for person in post.mentions {
            grow(to: person)
            byMention[Int(person.value)].insert(post.key)
        }
        addAudience(post.number, post.recipients, post.aspects)
    }

    private func addAudience(_ post: PostNumber, _ recipients: [UserNumber], _ aspects: [AspectNumber]) {
        guard posts.holds(post) else { return }
        let key = posts.key(post)
        for user in recipients { edit(user) { $0.received.insert(key) } }
        if !aspects.isEmpty { choose(aspects, for: post) }
    }

    /// Notes the aspects that a local author chose for a post.
    func choose(_ aspects: [AspectNumber], for post: PostNumber) {
        guard let author = accounts[posts.author[Int(post.value)]] else { return }
        edit(author) { $0.chosen[post.value, default: []] += aspects }
    }

    /// The post leaves the lists that are found by what its columns hold; elsewhere it is skipped as dead.
    private func remove(_ post: PostNumber) {
        guard posts.holds(post) else { return }
        let key = posts.key(post)
        time.remove(key.value)
        interactions.remove(posts.interactionKey(post).value)
        forgetRoot(of: post)
        byAuthor[Int(posts.author[Int(post.value)])].remove(key)
        posts.kill(post)
    }

    private func forgetRoot(of post: PostNumber) {
        guard let root = posts.root(post) else { return }
        posts.setRootless(post)
        reshares.remove(post, of: root)
    }
}

extension Set<UInt32> {
    fileprivate mutating func set(_ member: UInt32, _ isMember: Bool) {
        if isMember { insert(member) } else { remove(member) }
    }
}
