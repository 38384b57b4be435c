import Foundation
public import Ledger
import SocialModel

extension World {
    /// Loads everything that happens straight into a ledger, without signatures and without a change log.
    ///
    /// Two threads make the events, this one writes them. Nobody has a public key.
    ///
    /// - Parameters:
    ///   - ledger: Where there is none yet.
    ///   - progress: Hears from time to time how many posts are written.
    ///   - step: Hears what is done after the last one.
    /// - Returns: how many changes took effect, and how many broke a rule, as comments by ignored people do.
    /// - Throws: `LedgerError` where there is a ledger already or it cannot be written.
    public func load(
        into ledger: Ledger,
        progress: (_ posts: Int) -> Void = { _ in },
        step: (LoadStep) -> Void = { _ in }
    ) throws -> (applied: Int, refused: Int) {
        let batches = OrderedBatches(ahead: 16, draw: drawer(), make: { event($0).arrivals })
        for number in 1...Self.makers {
            let maker = Thread { batches.work() }
            maker.name = "corpus \(number)"
            maker.stackSize = 8 << 20
            maker.start()
        }
        defer { batches.abandon() }
        return try ledger.load(
            feed: { loader in
                while let batch = batches.take() {
                    try loader.apply(batch)
                    progress(loader.postCount)
                }
            },
            step: step
        )
    }

    /// Threads that make events; the one that writes has time left over.
    private static let makers = 2
    private static let eventsInOneBatch = 2_000

    /// Draws events, so many at a time.
    private func drawer() -> () -> [DrawnEvent]? {
        var events = events
        return {
            var drawn: [DrawnEvent] = []
            drawn.reserveCapacity(Self.eventsInOneBatch)
            while drawn.count < Self.eventsInOneBatch, let event = events.draw() { drawn.append(event) }
            return drawn.isEmpty ? nil : drawn
        }
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
