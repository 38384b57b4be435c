import Ledger
import SocialModel
import Streams

extension Engine {
    /// Tells what happens in a stream from now on, or from `since` on.
    ///
    /// `deliver` is called on the engine's loop, and says whether there was room for the event; without, the
    /// subscription ends. What was missed is told by `begin`, which is to be called once the subscriber knows the
    /// subscription's number, and before anything else happens on the loop.
    public func subscribe(
        _ request: StreamRequest,
        since: UInt64?,
        lane: LaneID,
        deliver: @escaping @Sendable (StreamEvent) -> Bool
    ) throws(EngineError) -> NewSubscription {
        if isStopping { throw .stopping }
        let limits = configuration.live
        guard subscriptions.count < limits.subscriptions, subscriptions.count(of: lane) < limits.perConnection else {
            throw .busy(
                "There are too many subscriptions: \(limits.perConnection) of one connection, \(limits.subscriptions) of all."
            )
        }
        if let since, since > seq { throw .beyondLedger(asked: since, seq: seq) }
        let missed = try since.map { (since) throws(EngineError) in try self.missed(since: since, request.viewer) }
        let query = try query(request)
        let matcher = index.matcher(query)
        let atoms = index.atoms(of: matcher)
        guard subscriptions.atomCount + atoms.count <= limits.atoms else {
            throw .busy("Subscriptions are found under \(limits.atoms) authors, tags and posts already.")
        }
        let id = subscriptions.nextID()
        let subscription = Subscription(
            id: id,
            lane: lane,
            request: request,
            viewer: query.viewer,
            query: query,
            matcher: matcher,
            atoms: atoms,
            deliver: deliver
        )
        guard !subscription.isUnindexed || subscriptions.unindexed < limits.unindexed else {
            throw .busy(
                "\(limits.unindexed) saved streams that name no author, tag or aspect are subscribed to already."
            )
        }
        subscriptions.insert(subscription)
        var batch = LiveBatch()
        // Part of a commit is in the index already and was told to nobody.
        if isFollowing { batch.reset([id]) }
        if let missed { note(missed, id, in: &batch) }
        return NewSubscription(id: id, seq: seq, missed: batch)
    }

    /// Tells what the subscriber has missed.
    public func begin(_ subscription: NewSubscription) { tell(subscription.missed) }

    /// Ends a subscription of that connection; false if there is none.
    public func unsubscribe(_ id: SubscriptionID, lane: LaneID) -> Bool {
        guard subscriptions.byID[id]?.lane == lane else { return false }
        subscriptions.remove(id)
        return true
    }

    /// Ends all subscriptions of a connection.
    func unsubscribeAll(of lane: LaneID) {
        if subscriptions.isEmpty { return }
        for id in subscriptions.ids(of: lane) { subscriptions.remove(id) }
    }

    /// Tells the subscribers of a connection that nothing more comes.
    public func closeSubscriptions(of lane: LaneID) {
        for id in subscriptions.ids(of: lane).sorted() { close(id, .stopping) }
    }

    func close(_ id: SubscriptionID, _ reason: StreamEvent.ClosingReason) {
        guard let subscription = subscriptions.remove(id) else { return }
        _ = subscription.deliver(StreamEvent(subscription: id, seq: seq, kind: .closed(reason)))
    }

    // MARK: - What was missed

    private func missed(since: UInt64, _ viewer: DiasporaID?) throws(EngineError) -> MissedChanges {
        let limit = configuration.live.missedChanges
        let missed = try ledgerRead { () throws(LedgerError) in
            try reader.missed(since: since, by: viewer, limit: limit)
        }
        guard let missed else { throw .logGone(since: since) }
        return missed
    }

    private func note(_ missed: MissedChanges, _ id: SubscriptionID, in batch: inout LiveBatch) {
        guard let subscription = subscriptions.byID[id] else { return }
        // Whether what was done to a post brought it into the stream, or out of it, nobody knows any more.
        let isUnclear = !missed.changed.isEmpty && subscription.query.dependsOnActs
        if missed.isTooMuch || isUnclear { batch.reset([id]) }
        for post in missed.added {
            batch.touch(id, post, was: false, is: index.contains(post, subscription.matcher))
        }
        for post in missed.changed {
            let isThere = index.contains(post, subscription.matcher)
            batch.touch(id, post, was: isThere, is: isThere)
        }
    }
}

/// A subscription whose subscriber is still to be told of it.
public struct NewSubscription: Sendable {
    /// Its number.
    public let id: SubscriptionID
    /// The sequence number from which on everything is told.
    public let seq: UInt64
    let missed: LiveBatch
}
