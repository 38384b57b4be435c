import Isolation

/// Counts what all connections together hold, up to a limit.
final class Gauge: Sendable {
    let limit: Int
    private let used = Locked(0)

    init(limit: Int) { self.limit = limit }

    /// Takes so much more; false if that is too much.
    func take(_ amount: Int) -> Bool {
        used.withLock { used in
            guard used + amount <= limit else { return false }
            used += amount
            return true
        }
    }

    /// Gives back what was taken.
    func give(_ amount: Int) { used.withLock { $0 -= amount } }
}
