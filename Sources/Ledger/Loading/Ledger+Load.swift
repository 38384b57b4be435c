import Foundation
import GRDB

extension Ledger {
    /// Makes the ledger of a folder that has none from a long history.
    ///
    /// The file gets its name only when it is whole and on the disk: a load that is broken off leaves no ledger.
    ///
    /// - Parameters:
    ///   - feed: Gives the loader everything, in order of arrival.
    ///   - step: Hears what the load does after that.
    /// - Returns: how many changes took effect, and how many broke a rule.
    /// - Throws: ``LedgerError/unusable(path:detail:)`` where a ledger is already, ``LedgerError/storage(detail:)`` where
    ///   it cannot be written, and what `feed` throws.
    public func load(
        feed: (LedgerLoader) throws -> Void,
        step: (LoadStep) -> Void = { _ in }
    ) throws -> (applied: Int, refused: Int) {
        let manager = FileManager.default
        guard !manager.fileExists(atPath: files.database) else {
            throw LedgerError.unusable(path: files.database, detail: "there is a ledger already")
        }
        let draft = files.database + ".loading"
        try? manager.removeItem(atPath: draft)
        do {
            let result = try load(draft, feed, step)
            step(.syncing)
            try LedgerFiles.sync(draft)
            try manager.moveItem(atPath: draft, toPath: files.database)
            try LedgerFiles.sync(files.folder)
            return result
        } catch {
            try? manager.removeItem(atPath: draft)
            throw error
        }
    }

    private func load(
        _ draft: String,
        _ feed: (LedgerLoader) throws -> Void,
        _ step: (LoadStep) -> Void
    ) throws -> (applied: Int, refused: Int) {
        let queue = try files.openLoader(draft)
        defer { try? queue.close() }
        var result = (applied: 0, refused: 0)
        try queue.inTransaction(.exclusive) { db in
            let indexes = try Row.fetchAll(
                db,
                sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
            )
            for index in indexes { try db.execute(sql: "DROP INDEX \(index[0] as String)") }
            let loader = try LedgerLoader(db, limits: limits)
            try feed(loader)
            try loader.finish(indexes.map { $0[1] }, step)
            result = (loader.applied, loader.refused)
            return .commit
        }
        return result
    }
}
