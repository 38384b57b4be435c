import Ledger
import SocialModel
import Streams

extension Engine {
    /// Applies a delta to the index, and notes what it means for those who subscribed.
    func apply(_ delta: Delta, _ batch: inout LiveBatch) {
        if case .person(let person, _) = delta { changedPeople.insert(person) }
        guard !subscriptions.isEmpty else { return index.apply(delta) }
        guard let (post, ids) = touched(delta) else {
            noteRelations(delta, &batch)
            return index.apply(delta)
        }
        let before = ids.filter { stands(post, $0) }
        index.apply(delta)
        var after = ids
        if case .post(let facts) = delta { after.formUnion(subscriptions.ids(atoms(of: facts))) }
        // What one does to a post can bring it into one's own streams.
        if case .own(let user, _, _) = delta {
            for id in subscriptions.ids(of: user) where stands(post, id) { subscriptions.add(.post(post), to: id) }
        }
        var guid: GUID?
        if case .removed(let gone) = delta { guid = gone.guid }
        for id in after { batch.touch(id, post, was: before.contains(id), is: stands(post, id), guid: guid) }
    }

    private func stands(_ post: PostNumber, _ id: SubscriptionID) -> Bool {
        subscriptions.byID[id].map { index.contains(post, $0.matcher) } ?? false
    }

    // MARK: - Who may care

    /// The post that a delta is about, and the subscriptions that may care; nil if it is about no single post.
    private func touched(_ delta: Delta) -> (PostNumber, Set<SubscriptionID>)? {
        switch delta {
        case .post(let facts): return (facts.number, [])
        case .removed(let gone):
            let listed = gone.tags.map { StreamAtom.tag($0) } + gone.mentions.map { .mention($0) }
            return (gone.number, subscriptions.ids(index.atoms(of: gone.number) + listed))
        case .rootless(let post), .counts(let post, _), .interacted(let post, _), .contents(let post),
            .flags(let post, _):
            return (post, subscriptions.ids(atoms(of: post)))
        case .audience(let post, let recipients, _):
            var ids = recipients.reduce(into: Set<SubscriptionID>()) { $0.formUnion(subscriptions.ids(of: $1)) }
            if let author = index.author(of: post).flatMap({ index.account(of: $0) }) {
                ids.formUnion(subscriptions.ids(of: author))
            }
            return (post, ids)
        case .audienceRemoved(let post, let user), .hiddenVisibility(let user, let post, _),
            .hide(let user, let post, _), .own(let user, let post, _):
            return (post, subscriptions.ids(of: user))
        case .person, .user, .userRemoved, .migrated, .aspect, .aspectRemoved, .contact, .block, .tagFollowing,
            .savedStream, .pod:
            return nil
        }
    }

    private func atoms(of facts: PostFacts) -> [StreamAtom] {
        [.everything, .author(facts.author), .post(facts.number)] + facts.tags.map { .tag($0) }
            + facts.mentions.map { .mention($0) }
    }

    /// A post's atoms; its tags and mentions are asked of the ledger, as the index has them by list only.
    private func atoms(of post: PostNumber) -> [StreamAtom] {
        let listed = try? reader.listed(post)
        return index.atoms(of: post) + (listed?.tags ?? []).map { .tag($0) }
            + (listed?.mentions ?? []).map { .mention($0) }
    }

    // MARK: - What moves many posts

    /// Asked before the delta is applied.
    private func noteRelations(_ delta: Delta, _ batch: inout LiveBatch) {
        switch delta {
        case .userRemoved(let user, _): batch.close(subscriptions.ids(of: user))
        case .aspect(_, let user, _), .aspectRemoved(_, let user), .contact(let user, _, _), .block(let user, _, _),
            .tagFollowing(let user, _, _), .user(let user, _, _, _):
            batch.reset(subscriptions.ids(of: user))
        case .savedStream(let user, let name):
            batch.reset(
                subscriptions.ids(of: user).filter { subscriptions.byID[$0]?.request.stream == .saved(.name(name)) }
            )
        case .migrated, .pod: batch.reset(subscriptions.byID.keys)
        // A name is on too many items to tell; one who is presented to everybody, or no longer, is on many pages.
        case .person(let person, let flags):
            let changes = index.flags(of: person).symmetricDifference(flags)
            if changes.contains(.spotlight) { batch.reset(subscriptions.byID.keys) }
            if changes.contains(.nsfw) {
                batch.reset(subscriptions.byID.values.filter { $0.query.options.hidesNSFW }.map(\.id))
            }
        default: break
        }
    }
}
