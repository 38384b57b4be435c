import Isolation
import Ledger

/// Reads of the ledger that take long, such as counting all rows, on a thread and a connection of their own.
actor SlowReader {
    private let thread = ThreadExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }
    private let reader: LedgerReader

    init(_ reader: LedgerReader) { self.reader = reader }

    /// Reads there.
    func read<Result: Sendable>(
        _ body: @Sendable (LedgerReader) throws(LedgerError) -> Result
    ) throws(EngineError) -> Result {
        do { return try body(reader) } catch { throw .ledger(error) }
    }
}
