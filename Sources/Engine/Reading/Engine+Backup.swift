import Isolation
public import Ledger

/// Copies the ledger on a thread of its own, one copy at a time.
actor BackupThread {
    private let thread = ThreadExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }
    private let ledger: Ledger

    init(_ ledger: Ledger) { self.ledger = ledger }

    func copy(to path: String) throws(LedgerError) -> LedgerCopy { try ledger.copy(to: path) }
}

extension Engine {
    /// Copies the ledger to a new file while serving.
    ///
    /// Throws ``EngineError/backup(path:detail:)`` if that cannot be, ``EngineError/busy(_:)`` while another is made.
    public func backUp(to path: String) async throws(EngineError) -> LedgerCopy {
        guard !isBackingUp else { throw .busy("A backup is being made already.") }
        isBackingUp = true
        defer { isBackingUp = false }
        do throws(LedgerError) {
            return try await BackupThread(files).copy(to: path)
        } catch {
            guard case .unusable(let path, let detail) = error else { throw .ledger(error) }
            throw .backup(path: path, detail: detail)
        }
    }
}
