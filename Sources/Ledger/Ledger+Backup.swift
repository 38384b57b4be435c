import Foundation
import GRDB
import Glibc

/// A copy of a ledger, whole and at one sequence number.
public struct LedgerCopy: Sendable, Hashable {
    /// Where it lies.
    public var path: String
    /// Its size.
    public var bytes: Int
    /// What it holds.
    public var seq: UInt64
}

extension Ledger {
    /// Copies the database to a new file, while others read and write; it is on the disk when this returns.
    ///
    /// Only its owner may read it. What is half done is removed again.
    ///
    /// - Throws: ``LedgerError/unusable(path:detail:)`` with that path if there is something already, or no room.
    public func copy(to path: String) throws(LedgerError) -> LedgerCopy {
        // Made first, so that nobody else can, and nobody else may read it.
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unusable(path: path, detail: unsafe String(cString: strerror(errno)))
        }
        close(descriptor)
        do {
            let source = try files.openReader(label: "ledger.backup", readsEverything: false)
            try source.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
            var configuration = Configuration()
            configuration.readonly = true
            let seq = try DatabaseQueue(path: path, configuration: configuration).read { try Numbers($0).seq }
            try LedgerFiles.sync(path)
            try LedgerFiles.sync((path as NSString).deletingLastPathComponent)
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            return LedgerCopy(path: path, bytes: size ?? 0, seq: seq)
        } catch {
            unsafe unlink(path)
            throw .unusable(path: path, detail: "\(error)")
        }
    }
}
