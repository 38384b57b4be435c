import GRDB
import SocialModel
import TestSupport
import Testing

@testable import Ledger

/// A ledger from before there were services gets their tables, whatever came after them elsewhere.
@Suite struct OutboxMigrationTests {
    @Test func anOlderLedgerGetsItsTables() throws {
        let folder = try ScratchFolder()
        let ledger = Ledger(folder: folder.path)
        _ = try ledger.openWriter()
        let queue = try DatabaseQueue(path: folder.path + "/ledger.sqlite")
        try queue.write { db in
            try db.execute(sql: "DROP TABLE services; DROP TABLE outbox")
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '8'")
        }
        try queue.close()
        _ = try ledger.openWriter()
        let reader = try ledger.openReader(label: "test")
        #expect(try reader.nextCopy(busy: []) == nil)
        #expect(try reader.outboxCounts().isEmpty)
        // What was there stays there, and applying all again changes nothing.
        #expect(try reader.seq() == 0)
    }
}
