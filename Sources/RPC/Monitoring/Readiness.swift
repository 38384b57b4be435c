import Engine
import Isolation

/// How far the engine is, for who watches it.
final class Readiness: Sendable {
    enum State: Sendable {
        case starting
        case serving(Engine)
        case stopping
    }

    private let locked = Locked(State.starting)

    var state: State { locked.withLock { $0 } }

    func set(_ state: State) { locked.withLock { $0 = state } }
}
