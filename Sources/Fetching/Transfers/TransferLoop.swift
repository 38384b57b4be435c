import Glibc
import Isolation

/// Drives transfers with libcurl on a thread of its own, a bounded number at once and in the order in which they came.
final class TransferLoop: Sendable {
    private let limits: FetchingLimits
    private let driver: TransferDriver
    private let inbox = Locked(Inbox())

    private struct Inbox {
        var nextID = 0
        /// Transfers that were taken and are not over.
        var count = 0
        var new: [WaitingTransfer] = []
        /// Of transfers that are not over, or not taken yet.
        var cancelled: Set<Int> = []
        var isStopped = false
    }

    /// Starts the thread.
    init(_ limits: FetchingLimits) throws(FetchingError) {
        self.limits = limits
        driver = try TransferDriver(limits)
        NativeThread.start { self.run() }
    }

    /// Performs a transfer; returns when it is over, whichever way.
    func perform(_ transfer: Transfer) async throws(FetchingError) -> Hop {
        let id = inbox.withLock { inbox in
            inbox.nextID += 1
            return inbox.nextID
        }
        defer { inbox.withLock { _ = $0.cancelled.remove(id) } }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiting = WaitingTransfer(id: id, transfer: transfer) { continuation.resume(returning: $0) }
                if let refusal = take(waiting) { continuation.resume(returning: .failure(refusal)) }
            }
        } onCancel: {
            inbox.withLock { _ = $0.cancelled.insert(id) }
            driver.wake()
        }
        return try result.get()
    }

    /// Ends all transfers, and the thread.
    func stop() {
        inbox.withLock { $0.isStopped = true }
        driver.wake()
    }

    private func take(_ waiting: WaitingTransfer) -> FetchingError? {
        let limit = limits.atOnce + limits.waiting
        let refusal: FetchingError? = inbox.withLock { inbox in
            if inbox.isStopped { return .stopped }
            if inbox.cancelled.contains(waiting.id) { return .cancelled }
            if inbox.count >= limit { return .busy(limit: limit) }
            inbox.count += 1
            inbox.new.append(waiting)
            return nil
        }
        if refusal == nil { driver.wake() }
        return refusal
    }

    // MARK: - On the thread

    private func run() {
        driver.begin()
        while true {
            let (new, cancelled, isStopped) = inbox.withLock { inbox in
                defer { inbox.new = [] }
                return (inbox.new, inbox.cancelled, inbox.isStopped)
            }
            driver.queue(new)
            if isStopped { return finish(driver.end()) }
            finish(driver.drop(cancelled))
            let finished = driver.step()
            finish(finished)
            if finished.isEmpty { driver.wait() }
        }
    }

    private func finish(_ finished: [FinishedTransfer]) {
        guard !finished.isEmpty else { return }
        inbox.withLock { $0.count -= finished.count }
        for (waiting, result) in finished { waiting.completion(result) }
    }
}

/// A transfer, and who waits for it.
struct WaitingTransfer: Sendable {
    let id: Int
    let transfer: Transfer
    let completion: @Sendable (Result<Hop, FetchingError>) -> Void
}

/// A transfer that is over, and how.
typealias FinishedTransfer = (WaitingTransfer, Result<Hop, FetchingError>)
