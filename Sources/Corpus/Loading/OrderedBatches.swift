import Dispatch
import Synchronization

/// Batches that several threads make and one uses up, in the order in which they were begun.
///
/// Beginning a batch is the part of the work that cannot be shared: one thread at a time draws what is in it.
final class OrderedBatches<Draft: Sendable, Element: Sendable>: Sendable {
    private struct State {
        var begun = 0
        var taken = 0
        var made: [Int: [Element]] = [:]
        /// Nothing more is drawn: it was all, or nobody wants more.
        var isOver = false
    }

    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 0)
    private let progress = DispatchSemaphore(value: 0)
    private let draw: Mutex<() -> [Draft]?>
    private let make: @Sendable (Draft) -> [Element]

    /// Makes at most `ahead` batches that nobody took yet.
    ///
    /// - Parameters:
    ///   - draw: Gives the drafts of the next batch, and nil after the last; called by one thread at a time.
    ///   - make: Makes elements of a draft; called by all threads at once.
    init(
        ahead: Int,
        draw: sending @escaping () -> [Draft]?,
        make: @escaping @Sendable (Draft) -> [Element]
    ) {
        self.draw = Mutex(draw)
        self.make = make
        // A semaphore may not end below the value it began with, as it would when the taker gives up.
        for _ in 0..<ahead { room.signal() }
    }

    /// Makes batches on this thread until there are no more, or nobody wants them.
    func work() {
        while true {
            room.wait()
            guard let (number, drafts) = begin() else { break }
            let elements = drafts.flatMap(make)
            state.withLock { $0.made[number] = elements }
            progress.signal()
        }
        // Whoever else waits, for room or for a batch, is to see that it is over.
        room.signal()
        progress.signal()
    }

    private func begin() -> (number: Int, drafts: [Draft])? {
        draw.withLock { draw in
            guard !state.withLock({ $0.isOver }), let drafts = draw() else {
                state.withLock { $0.isOver = true }
                return nil
            }
            return state.withLock { state in
                defer { state.begun += 1 }
                return (state.begun, drafts)
            }
        }
    }

    /// Takes the next batch once it is made; nil after the last.
    func take() -> [Element]? {
        while true {
            let (batch, isLast) = state.withLock { state in
                let batch = state.made.removeValue(forKey: state.taken)
                if batch != nil { state.taken += 1 }
                return (batch, state.isOver && state.taken == state.begun)
            }
            if let batch {
                room.signal()
                return batch
            }
            if isLast { return nil }
            progress.wait()
        }
    }

    /// Says that nothing more is taken.
    func abandon() {
        state.withLock { $0.isOver = true }
        room.signal()
    }
}
