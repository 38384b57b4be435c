import SocialModel
import Streams

/// All subscriptions, found by what a post must have to stand in their streams.
struct SubscriptionBook {
    private(set) var byID: [SubscriptionID: Subscription] = [:]
    private var byAtom: [StreamAtom: [SubscriptionID]] = [:]
    private var byViewer: [UserNumber: Set<SubscriptionID>] = [:]
    /// Those whose tags no post has had yet.
    private(set) var awaitingTags: Set<SubscriptionID> = []
    private var lastID: Int64 = 0
    /// All subscriptions' atoms together.
    private(set) var atomCount = 0

    /// Subscriptions to saved streams that are matched with every post.
    private(set) var unindexed = 0

    var isEmpty: Bool { byID.isEmpty }
    var count: Int { byID.count }

    func count(of lane: LaneID) -> Int { byID.values.count { $0.lane == lane } }

    mutating func nextID() -> SubscriptionID {
        lastID += 1
        return SubscriptionID(lastID)
    }

    mutating func insert(_ subscription: Subscription) {
        byID[subscription.id] = subscription
        if let viewer = subscription.viewer { byViewer[viewer, default: []].insert(subscription.id) }
        for atom in subscription.atoms { byAtom[atom, default: []].append(subscription.id) }
        atomCount += subscription.atoms.count
        if subscription.isUnindexed { unindexed += 1 }
        if subscription.awaitsTags { awaitingTags.insert(subscription.id) }
    }

    @discardableResult
    mutating func remove(_ id: SubscriptionID) -> Subscription? {
        guard let subscription = byID.removeValue(forKey: id) else { return nil }
        if let viewer = subscription.viewer {
            byViewer[viewer]?.remove(id)
            if byViewer[viewer]?.isEmpty == true { byViewer[viewer] = nil }
        }
        for atom in subscription.atoms {
            byAtom[atom]?.removeAll { $0 == id }
            if byAtom[atom]?.isEmpty == true { byAtom[atom] = nil }
        }
        atomCount -= subscription.atoms.count
        if subscription.isUnindexed { unindexed -= 1 }
        awaitingTags.remove(id)
        return subscription
    }

    /// Finds a subscription under one atom more.
    mutating func add(_ atom: StreamAtom, to id: SubscriptionID) {
        guard byID[id]?.atoms.insert(atom).inserted == true else { return }
        byAtom[atom, default: []].append(id)
        atomCount += 1
    }

    /// Those whose streams a post with one of these atoms may stand in, each once.
    func ids(_ atoms: some Sequence<StreamAtom>) -> Set<SubscriptionID> {
        var found: Set<SubscriptionID> = []
        for atom in atoms { if let ids = byAtom[atom] { found.formUnion(ids) } }
        return found
    }

    func ids(of viewer: UserNumber) -> Set<SubscriptionID> { byViewer[viewer] ?? [] }

    func ids(of lane: LaneID) -> [SubscriptionID] { byID.values.filter { $0.lane == lane }.map(\.id) }
}
