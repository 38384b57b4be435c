import Isolation
import Ledger
import SocialModel

/// The ledger's writer on a thread of its own, since a commit waits for the disk.
actor LedgerThread {
    private let thread: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }
    private let writer: LedgerWriter

    static func open(_ ledger: Ledger) async throws(LedgerError) -> LedgerThread {
        LedgerThread(try ledger.openWriter())
    }

    private init(_ writer: sending LedgerWriter) {
        thread = ThreadExecutor()
        self.writer = writer
    }

    /// Writes a group; when this returns, it is on the disk.
    func commit(_ calls: [(call: WriteCall, receivedAt: Timestamp)]) throws(LedgerError) -> LedgerCommit {
        try writer.commit(calls)
    }

    func checkpoint() throws(LedgerError) { try writer.checkpoint() }
}
