public import Federation
public import Ledger
import Logging
import NIOCore
public import SocialModel
import Streams

extension Engine {
    // MARK: - Connections

    /// A lane for a connection: its writes keep their order.
    public func openLane() -> LaneID {
        nextLane += 1
        let id = LaneID(number: nextLane)
        lanes[id] = Lane()
        return id
    }

    /// The connection is gone; what it sent is still applied.
    public func closeLane(_ id: LaneID) {
        unsubscribeAll(of: id)
        if lanes[id]?.isEmpty == true { lanes[id] = nil } else { lanes[id]?.isClosed = true }
    }

    // MARK: - Calls

    /// Applies changes of the pod's; `completion` is called on the engine's loop when they are on the disk and in the
    /// index, or refused.
    public func apply(
        _ changes: [Change],
        skipRefused: Bool,
        backfill: String? = nil,
        telling: UInt64? = nil,
        lane: LaneID,
        receivedAt: Timestamp,
        cost: Int,
        completion: @escaping @Sendable (Result<WriteReceipt, EngineError>) -> Void
    ) {
        let call = WriteCall.apply(changes, skipRefused: skipRefused, backfill: backfill, telling: telling)
        append(call, lane, receivedAt, cost, 0, completion)
    }

    /// Begins a sync, in which the pod tells all that it has of some kinds; the receipt has its token.
    public func beginSync(
        _ scopes: Set<SyncScope>,
        lane: LaneID,
        receivedAt: Timestamp,
        cost: Int,
        completion: @escaping @Sendable (Result<WriteReceipt, EngineError>) -> Void
    ) {
        append(.beginSync(scopes), lane, receivedAt, cost, 0, completion)
    }

    /// Ends a sync: removes what the pod did not tell of, a part at a time, so that other writes come in between.
    public func endSync(
        _ token: String,
        _ progress: SyncProgress? = nil,
        lane: LaneID,
        receivedAt: Timestamp,
        cost: Int,
        completion: @escaping @Sendable (Result<WriteReceipt, EngineError>) -> Void
    ) {
        append(.endSync(token, progress), lane, receivedAt, cost, 0) { result in
            guard case .success(let receipt) = result, let progress = receipt.syncProgress, !progress.isComplete else {
                return completion(result)
            }
            self.assumeIsolated { engine in
                engine.endSync(
                    token,
                    progress,
                    lane: lane,
                    receivedAt: receivedAt,
                    cost: cost,
                    completion: completion
                )
            }
        }
    }

    /// Takes in what a person's pod tells of that person; `completion` as for `apply`.
    ///
    /// `depth` says how many fetches led to it.
    public func discover(
        _ person: DiscoveredPerson,
        lane: LaneID,
        receivedAt: Timestamp,
        cost: Int,
        depth: Int = 0,
        completion: @escaping @Sendable (Result<WriteReceipt, EngineError>) -> Void
    ) {
        append(.discover(person), lane, receivedAt, cost, depth, completion)
    }

    func append(
        _ call: WriteCall,
        _ lane: LaneID,
        _ receivedAt: Timestamp,
        _ cost: Int,
        _ depth: Int,
        _ completion: @escaping @Sendable (Result<WriteReceipt, EngineError>) -> Void
    ) {
        if let error = refusal(cost) { return completion(.failure(error)) }
        guard let place = lanes[lane] else { return completion(.failure(.stopping)) }
        queue.bytes += cost
        place.append(
            PendingCall(call: call, receivedAt: receivedAt, cost: cost, depth: depth, completion: completion)
        )
        flush(lane)
    }

    /// Takes in an envelope.
    ///
    /// `completion` as for `apply`, with what the envelope says; `depth` as for `discover`.
    public func receive(
        _ delivery: Delivery,
        lane: LaneID,
        receivedAt: Timestamp,
        cost: Int,
        depth: Int = 0,
        completion: @escaping @Sendable (Result<WriteReceipt, EngineError>, IncomingEnvelope?) -> Void
    ) {
        if let error = refusal(cost) { return completion(.failure(error), nil) }
        guard let ticket = lanes[lane]?.reserve() else { return completion(.failure(.stopping), nil) }
        queue.bytes += cost
        let checker = checker
        Task.detached {
            let checked: Result<IncomingEnvelope, Refusal>
            do throws(Refusal) {
                checked = .success(try checker.check(delivery, receivedAt: receivedAt))
            } catch { checked = .failure(error) }
            await self.checked(checked, ticket, lane, receivedAt, cost, depth, completion)
        }
    }

    private func refusal(_ cost: Int) -> EngineError? {
        if isStopping { return .stopping }
        guard queue.bytes + cost <= configuration.queuedBytes || queue.bytes == 0 else {
            return .busy("\(configuration.queuedBytes) bytes of requests wait to be written already.")
        }
        return nil
    }

    private func checked(
        _ checked: Result<IncomingEnvelope, Refusal>,
        _ ticket: Int,
        _ lane: LaneID,
        _ receivedAt: Timestamp,
        _ cost: Int,
        _ depth: Int,
        _ completion: @escaping @Sendable (Result<WriteReceipt, EngineError>, IncomingEnvelope?) -> Void
    ) {
        switch checked {
        case .success(let envelope):
            let call = PendingCall(call: .receive(envelope), receivedAt: receivedAt, cost: cost, depth: depth) {
                completion($0, envelope)
            }
            lanes[lane]?.fill(ticket, call)
        case .failure(let refusal):
            queue.bytes -= cost
            completion(.failure(.ledger(.refused(refusal))), nil)
            lanes[lane]?.fill(ticket, nil)
        }
        flush(lane)
    }

    // MARK: - Groups

    private func flush(_ id: LaneID) {
        guard let lane = lanes[id] else { return }
        queue.append(lane.takeReady())
        if lane.isClosed, lane.isEmpty { lanes[id] = nil }
        kick()
    }

    /// Sends the next group to the ledger unless one is there.
    private func kick() {
        guard !queue.isWriting else { return }
        let group = queue.take(configuration.callsPerCommit)
        guard !group.isEmpty else { return wakeIfIdle() }
        queue.isWriting = true
        Task {
            do throws(LedgerError) {
                let commit = try await ledger.commit(group.map { ($0.call, $0.receivedAt) })
                let events = await follow(commit.deltas)
                seq = commit.seq
                wish(group, commit.results)
                for (call, result) in zip(group, commit.results) {
                    call.completion(result.mapError { .ledger($0) })
                }
                tell(events)
                tellKeeper(commit)
                if commit.touchesLinks { wakePreviewer() }
                if commit.touchesOutbox { wakeOutbox() }
                if commit.erases { forgetSoon() }
            } catch {
                log.error("a group of \(group.count) calls failed: \(error)")
                for call in group { call.completion(.failure(.ledger(error))) }
            }
            queue.bytes -= group.reduce(0) { $0 + $1.cost }
            queue.isWriting = false
            followLog()
            kick()
        }
    }

    /// Brings the index up to date, in slices between which reads are served.
    private func follow(_ deltas: [Delta]) async -> LiveBatch {
        var events = LiveBatch()
        resolveAwaitedTags()
        isFollowing = true
        defer { isFollowing = false }
        for start in stride(from: 0, to: deltas.count, by: Self.deltasPerSlice) {
            for delta in deltas[start..<min(start + Self.deltasPerSlice, deltas.count)] {
                apply(delta, &events)
                if case .pod(let new) = delta { pod = new }
            }
            if start + Self.deltasPerSlice < deltas.count { await Task.yield() }
        }
        return events
    }

    /// About 100 µs of work.
    private static var deltasPerSlice: Int { 64 }

    private func wakeIfIdle() {
        guard !queue.isBusy, lanes.values.allSatisfy(\.isEmpty) else { return }
        for waiter in idleWaiters { waiter.resume() }
        idleWaiters = []
    }
}
