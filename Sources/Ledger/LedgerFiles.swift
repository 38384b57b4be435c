import Foundation
import GRDB
import Glibc

/// The ledger's files in a data directory, and how its connections are set up.
struct LedgerFiles {
    let folder: String

    var database: String { folder + "/ledger.sqlite" }
    /// The ledger as it was before a newer version changed its tables.
    var beforeUpgrade: String { folder + "/ledger.sqlite-before-upgrade" }

    /// Opens the one connection that writes.
    ///
    /// WAL with `synchronous=FULL`: a committed group is on the disk before anybody hears of it. `secure_delete`
    /// overwrites what is deleted, so that a retraction leaves nothing in the file.
    func openWriter() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "ledger.writer"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA secure_delete = ON")
            try db.execute(sql: "PRAGMA cache_size = -65536")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
        }
        let queue = try DatabaseQueue(path: database, configuration: configuration)
        try keepBeforeUpgrade(queue)
        try Schema.migrator.migrate(queue)
        // Else what savepoints may have to put back would go through a file: a write or more a change. Not while indexes
        // are made, which may sort more than there is memory for.
        try queue.inDatabase { try $0.execute(sql: "PRAGMA temp_store = MEMORY") }
        return queue
    }

    /// Copies a ledger whose tables are about to be changed, in place of an older copy.
    private func keepBeforeUpgrade(_ queue: DatabaseQueue) throws {
        let migrator = Schema.migrator
        let (isOlder, isNewer) = try queue.read { db in
            (
                try !migrator.appliedIdentifiers(db).isEmpty && !migrator.hasCompletedMigrations(db),
                try migrator.hasBeenSuperseded(db)
            )
        }
        guard !isNewer else {
            throw LedgerError.unusable(path: database, detail: "a newer version of Millrace has changed it")
        }
        guard isOlder else { return }
        let new = beforeUpgrade + "-new"
        unsafe unlink(new)
        let descriptor = unsafe open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw LedgerError.unusable(path: new, detail: unsafe String(cString: strerror(errno)))
        }
        close(descriptor)
        do {
            try queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [new]) }
            try Self.sync(new)
            guard unsafe rename(new, beforeUpgrade) == 0 else {
                throw LedgerError.unusable(path: beforeUpgrade, detail: unsafe String(cString: strerror(errno)))
            }
            try Self.sync(folder)
        } catch {
            unsafe unlink(new)
            throw error
        }
    }

    /// Opens a new file to load a ledger into, which counts for nothing before it is whole.
    ///
    /// So nothing is synced meanwhile, and the journal only serves to undo a single change.
    func openLoader(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "ledger.loader"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = MEMORY")
            try db.execute(sql: "PRAGMA synchronous = OFF")
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
            try db.execute(sql: "PRAGMA secure_delete = ON")
            try db.execute(sql: "PRAGMA cache_size = -1048576")
            // Indexes of millions of rows are sorted with the help of another thread.
            try db.execute(sql: "PRAGMA threads = 2")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try Schema.migrator.migrate(queue)
        return queue
    }

    /// Waits until a file or folder is on the disk.
    static func sync(_ path: String) throws(LedgerError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw .unusable(path: path, detail: unsafe String(cString: strerror(errno)))
        }
    }

    /// Opens a connection that only reads.
    ///
    /// One that reads everything, once, maps the whole file: nothing is copied then, and all of it is given back with the
    /// connection. Others keep few pages of their own, as there are many and the system has the pages in its cache.
    func openReader(label: String, readsEverything: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = label
        configuration.readonly = true
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = \(readsEverything ? -2_048 : -4_096)")
            try db.execute(sql: "PRAGMA mmap_size = \(readsEverything ? 1 << 40 : 0)")
        }
        return try DatabaseQueue(path: database, configuration: configuration)
    }
}
