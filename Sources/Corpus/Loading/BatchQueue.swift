import Dispatch
import Synchronization

/// A few batches on their way from the thread that makes them to the one that uses them up.
final class BatchQueue<Element: Sendable>: Sendable {
    private struct State {
        var batches: [[Element]] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)

    /// Holds at most this many batches.
    init(capacity: Int) {
        // A semaphore may not end below the value it began with, as it would when the taker gives up.
        for _ in 0..<capacity { room.signal() }
    }

    /// Adds a batch once there is room for it.
    ///
    /// - Returns: false if nobody will take it any more.
    func put(_ batch: [Element]) -> Bool {
        room.wait()
        let isOpen = state.withLock { state in
            if !state.isClosed { state.batches.append(batch) }
            return !state.isClosed
        }
        filled.signal()
        return isOpen
    }

    /// Takes the oldest batch once there is one; nil after the last.
    func take() -> [Element]? {
        filled.wait()
        let batch = state.withLock { $0.batches.isEmpty ? nil : $0.batches.removeFirst() }
        room.signal()
        return batch
    }

    /// Says that nothing more comes, or that nothing more is taken.
    func close() {
        state.withLock { $0.isClosed = true }
        filled.signal()
        room.signal()
    }
}
