import Foundation
import GRDB

/// The only truth: state and change log in one SQLite database, with one writer and any number of readers.
///
/// Bytes become state here: ``IncomingEnvelope`` (read and verified, on any thread) or a `Change` of the pod's goes to
/// the ``LedgerWriter``, whose `Applier` decides and applies, in a transaction a group. Views hear ``Delta``s after
/// the commit, or read the log.
public struct Ledger: Sendable {
    let files: LedgerFiles
    let limits: LedgerLimits

    /// Names the ledger of a data directory, which the caller has locked (``FolderLock``).
    public init(folder: String, limits: LedgerLimits = LedgerLimits()) {
        files = LedgerFiles(folder: folder)
        self.limits = limits
    }

    /// Opens the writer, making or migrating the database.
    public func openWriter() throws(LedgerError) -> LedgerWriter {
        do { return try LedgerWriter(files.openWriter(), limits: limits) } catch let error as LedgerError {
            throw error
        } catch {
            throw .unusable(path: files.database, detail: "\(error)")
        }
    }

    /// Opens a reader; the database exists once the writer was opened.
    ///
    /// One that `readsEverything` is soon closed again.
    public func openReader(label: String, readsEverything: Bool = false) throws(LedgerError) -> LedgerReader {
        do { return try LedgerReader(files.openReader(label: label, readsEverything: readsEverything)) } catch {
            throw .unusable(path: files.database, detail: "\(error)")
        }
    }
}
