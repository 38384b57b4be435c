import DequeModule
import Ledger
import SocialModel

/// Names a connection's lane.
public struct LaneID: Hashable, Sendable {
    let number: Int
}

/// The writes of one connection, which are applied in the order sent though envelopes are verified in parallel.
final class Lane {
    private var calls: Deque<Slot> = []
    private var firstTicket = 0
    /// Whether its connection is gone.
    var isClosed = false

    /// A call that is ready to be written, or still being read and verified.
    private enum Slot {
        case checking
        case ready(PendingCall)
        /// Refused before it came to the ledger.
        case done
    }

    var isEmpty: Bool { calls.isEmpty }

    /// Adds a call that is ready.
    func append(_ call: PendingCall) { calls.append(.ready(call)) }

    /// Keeps a place for a call that is being checked.
    func reserve() -> Int {
        calls.append(.checking)
        return firstTicket + calls.count - 1
    }

    /// Fills the place; nil if nothing is to be written.
    func fill(_ ticket: Int, _ call: PendingCall?) {
        calls[ticket - firstTicket] = call.map { .ready($0) } ?? .done
    }

    /// The calls that nothing before them holds up any more.
    func takeReady() -> [PendingCall] {
        var ready: [PendingCall] = []
        while let first = calls.first {
            switch first {
            case .checking: return ready
            case .ready(let call): ready.append(call)
            case .done: break
            }
            calls.removeFirst()
            firstTicket += 1
        }
        return ready
    }
}

/// A call that waits to be written, and who wants to know what became of it.
struct PendingCall: Sendable {
    var call: WriteCall
    var receivedAt: Timestamp
    /// What it counts against the limit of waiting bytes.
    var cost: Int
    /// How many fetches led to it.
    var depth: Int
    /// Called on the engine's loop.
    var completion: @Sendable (Result<WriteReceipt, EngineError>) -> Void
}
