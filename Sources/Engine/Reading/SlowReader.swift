import Isolation
import Ledger

/// Reads of the ledger that take long, such as counting all rows, on a thread and a connection of their own.
actor SlowReader {
    private let thread = ThreadExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }
    private let reader: LedgerReader

    init(_ reader: LedgerReader) { self.reader = reader }

    func totals() throws(EngineError) -> [(name: String, count: Int)] {
        do { return try reader.totals() } catch { throw .ledger(error) }
    }
}
