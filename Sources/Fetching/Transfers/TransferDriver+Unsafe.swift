import CCurl
import DequeModule
import Glibc

/// libcurl's loop, with the transfers that it has and those that wait for a place.
///
/// Sharing it is sound, hence `@unchecked Sendable`: all of it is the loop's thread's but ``wake()``, which libcurl
/// allows from any, and the pointer never changes; it is closed when nobody has the driver any more.
@safe
final class TransferDriver: @unchecked Sendable {
    private let handle: OpaquePointer
    private let atOnce: Int
    private var waiting: Deque<WaitingTransfer> = []
    private var running: [OpaquePointer: WaitingTransfer] = unsafe [:]

    init(_ limits: FetchingLimits) throws(FetchingError) {
        guard let handle = unsafe ccurl_loop_open(limits.keptConnections) else {
            throw .library(detail: "there is no loop to be had")
        }
        unsafe self.handle = handle
        atOnce = limits.atOnce
    }

    deinit { unsafe ccurl_loop_close(handle) }

    /// Ends a wait, now or when it begins.
    func wake() { unsafe ccurl_wake(handle) }

    /// A connection that its peer has closed must not end the process.
    func begin() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    func queue(_ new: [WaitingTransfer]) { waiting.append(contentsOf: new) }

    /// Does what can be done now; gives what is over.
    func step() -> [FinishedTransfer] {
        var finished = startWaiting()
        var outcome = CCURL_DONE
        while let handle = unsafe ccurl_step(handle, &outcome) {
            guard let done = unsafe running.removeValue(forKey: handle) else { continue }
            finished.append((done, done.transfer.result(outcome)))
        }
        return finished
    }

    /// Waits for sockets, ``wake()``, or a second.
    func wait() { unsafe ccurl_wait(handle, 1_000) }

    private func startWaiting() -> [FinishedTransfer] {
        var finished: [FinishedTransfer] = []
        // All may take equally long, so that those whose time is over are in front.
        while let first = waiting.first, first.transfer.deadline <= .now {
            finished.append((first, .failure(.timedOut)))
            waiting.removeFirst()
        }
        while unsafe running.count < atOnce, let next = waiting.popFirst() {
            if next.transfer.setTimes(), unsafe ccurl_add(handle, next.transfer.handle) {
                unsafe running[next.transfer.handle] = next
            } else {
                finished.append((next, .failure(.library(detail: "a transfer was refused"))))
            }
        }
        return finished
    }

    /// Ends those that nobody waits for any more.
    func drop(_ cancelled: Set<Int>) -> [FinishedTransfer] {
        if cancelled.isEmpty { return [] }
        return remove(.cancelled) { cancelled.contains($0.id) }
    }

    /// Ends all.
    func end() -> [FinishedTransfer] { remove(.stopped) { _ in true } }

    private func remove(_ error: FetchingError, _ isMeant: (WaitingTransfer) -> Bool) -> [FinishedTransfer] {
        let gone = unsafe running.values.filter(isMeant)
        for one in gone {
            unsafe ccurl_remove(handle, one.transfer.handle)
            unsafe running[one.transfer.handle] = nil
        }
        let never = waiting.filter(isMeant)
        if !never.isEmpty { waiting.removeAll(where: isMeant) }
        return (gone + never).map { ($0, .failure(error)) }
    }
}
