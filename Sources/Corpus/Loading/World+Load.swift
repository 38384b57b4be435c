import Foundation
public import Ledger
import SocialModel

extension World {
    /// Loads everything that happens straight into a ledger, without signatures and without a change log.
    ///
    /// One thread makes the events, this one writes them. Nobody has a public key.
    ///
    /// - Parameters:
    ///   - progress: Hears from time to time how many posts are written.
    ///   - step: Hears what is done after the last one.
    /// - Returns: how many changes took effect, and how many broke a rule, as comments by ignored people do.
    /// - Throws: `LedgerError` where there is a ledger already or it cannot be written.
    public func load(
        into ledger: Ledger,
        progress: (_ posts: Int) -> Void = { _ in },
        step: (LoadStep) -> Void = { _ in }
    ) throws -> (applied: Int, refused: Int) {
        let queue = BatchQueue<Arrival>(capacity: 16)
        let maker = Thread { Self.make(events, into: queue) }
        maker.name = "corpus"
        maker.stackSize = 8 << 20
        maker.start()
        defer { queue.close() }
        return try ledger.load(
            feed: { loader in
                while let batch = queue.take() {
                    try loader.apply(batch)
                    progress(loader.postCount)
                }
            },
            step: step
        )
    }

    private static func make(_ events: WorldEvents, into queue: BatchQueue<Arrival>) {
        let size = 2_000
        var batch: [Arrival] = []
        for event in events {
            batch += event.arrivals
            guard batch.count >= size else { continue }
            guard queue.put(batch) else { return }
            batch.removeAll(keepingCapacity: true)
        }
        _ = queue.put(batch)
        queue.close()
    }
}

extension WorldEvent {
    /// The event as a load takes it.
    public var arrivals: [Arrival] {
        switch content {
        case .apply(let changes): changes.map { Arrival($0, receivedAt: arrival) }
        case .envelope(_, let entity):
            [Arrival(.entity(EntityPut(entity)), receivedAt: arrival, isFederated: true)]
        }
    }
}
