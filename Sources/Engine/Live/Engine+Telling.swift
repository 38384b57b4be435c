import Ledger
import Logging
import SocialModel
import Streams
import Wire

extension Engine {
    /// Sends the events of a commit, which the index and ``Engine/seq`` have reached.
    func tell(_ batch: LiveBatch) {
        if batch.isEmpty { return }
        for id in batch.gone.sorted() { close(id, .viewerGone) }
        for id in batch.resets.sorted() { reset(id) }
        for (id, outcomes) in batch.outcomes() {
            guard let subscription = subscriptions.byID[id] else { continue }
            if outcomes.count > configuration.live.postsPerCommit {
                reset(id)
                continue
            }
            for (post, outcome) in outcomes {
                guard let kind = event(post, outcome, subscription) else { continue }
                guard deliver(kind, to: subscription) else { break }
            }
        }
    }

    /// What the stream consists of may have changed, so that it is found anew.
    private func reset(_ id: SubscriptionID) {
        guard let subscription = resolve(id) else {
            // The viewer, or the saved stream, is gone.
            let viewer = subscriptions.byID[id]?.request.viewer
            return close(id, viewer.flatMap { index.user($0) } == nil ? .viewerGone : .streamGone)
        }
        guard !subscription.isUnindexed || subscriptions.unindexed <= configuration.live.unindexed else {
            return close(id, .tooMany)
        }
        _ = deliver(.reset, to: subscription)
    }

    /// Before a commit: whoever asked for tags that nobody had used by then may ask for some that are in it.
    func resolveAwaitedTags() {
        for id in subscriptions.awaitingTags { _ = resolve(id) }
    }

    /// Finds out anew what a subscription asks for; nil, and nothing is changed, if that is nothing any more.
    private func resolve(_ id: SubscriptionID) -> Subscription? {
        guard var subscription = subscriptions.byID[id], let query = try? query(subscription.request),
            query.viewer == subscription.viewer
        else { return nil }
        subscription.query = query
        subscription.matcher = index.matcher(query)
        subscription.atoms = index.atoms(of: subscription.matcher)
        subscriptions.remove(id)
        subscriptions.insert(subscription)
        return subscription
    }

    private func deliver(_ kind: StreamEvent.Kind, to subscription: Subscription) -> Bool {
        if subscription.deliver(StreamEvent(subscription: subscription.id, seq: seq, kind: kind)) { return true }
        close(subscription.id, .tooSlow)
        return false
    }

    /// Nil if the post is gone again, or cannot be read.
    private func event(
        _ post: PostNumber,
        _ outcome: LiveBatch.Outcome,
        _ subscription: Subscription
    ) -> StreamEvent.Kind? {
        if case .removed(let known) = outcome {
            return (known ?? (try? reader.guid(of: post))).map { .removed($0) }
        }
        do throws(EngineError) {
            guard let guid = try ledgerRead({ () throws(LedgerError) in try reader.guid(of: post) }) else { return nil }
            var item: [UInt8] = []
            let appearance = ItemAppearance(
                showsNSFW: subscription.request.showsNSFW,
                trailing: try resharedBy(post, subscription.query)
            )
            let viewer = subscription.viewer
            guard try appendItem(post, for: itemViewer(viewer), appearance, to: &item) else { return nil }
            if case .added = outcome { return .added(guid, item: item) }
            return .changed(guid, item: item)
        } catch {
            log.error("an event could not be made: \(error)", metadata: ["post": "\(post.value)"])
            return nil
        }
    }
}
