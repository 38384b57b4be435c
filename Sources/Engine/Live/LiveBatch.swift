import SocialModel
import Streams

/// What a commit means for subscriptions, one entry a subscription and post however often it was touched.
struct LiveBatch: Sendable {
    private var touched: [Key: Entry] = [:]
    /// Subscriptions that have to read anew.
    private(set) var resets: Set<SubscriptionID> = []
    /// Subscriptions whose viewers are gone.
    private(set) var gone: Set<SubscriptionID> = []

    private struct Key: Hashable, Sendable {
        let subscription: SubscriptionID
        let post: PostNumber
    }

    private struct Entry: Sendable {
        let wasThere: Bool
        var isThere: Bool
        /// Known of a post that is gone.
        var guid: GUID?
    }

    /// What becomes of one post for one subscription.
    enum Outcome {
        case added, changed
        case removed(GUID?)
    }

    var isEmpty: Bool { touched.isEmpty && resets.isEmpty && gone.isEmpty }

    /// Notes whether a post stood in the stream before, and stands there now.
    mutating func touch(_ id: SubscriptionID, _ post: PostNumber, was: Bool, is isThere: Bool, guid: GUID? = nil) {
        guard was || isThere else { return }
        touched[Key(subscription: id, post: post), default: Entry(wasThere: was, isThere: isThere)].isThere = isThere
        if let guid { touched[Key(subscription: id, post: post)]?.guid = guid }
    }

    mutating func reset(_ ids: some Sequence<SubscriptionID>) { resets.formUnion(ids) }

    mutating func close(_ ids: some Sequence<SubscriptionID>) { gone.formUnion(ids) }

    /// Each subscription's posts, in the order in which they came, older ones first.
    func outcomes() -> [(SubscriptionID, [(PostNumber, Outcome)])] {
        var bySubscription: [SubscriptionID: [(PostNumber, Outcome)]] = [:]
        for (key, entry) in touched where !resets.contains(key.subscription) && !gone.contains(key.subscription) {
            let outcome: Outcome
            switch (entry.wasThere, entry.isThere) {
            case (false, true): outcome = .added
            case (true, true): outcome = .changed
            case (true, false): outcome = .removed(entry.guid)
            case (false, false): continue
            }
            bySubscription[key.subscription, default: []].append((key.post, outcome))
        }
        return bySubscription.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value.sorted { $0.0.value < $1.0.value }) }
    }
}
