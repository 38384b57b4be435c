import Foundation
import GRDB
import SocialModel
import TestSupport
import Testing

@testable import Ledger

/// A ledger of another version is opened.
@Suite struct UpgradeTests {
    private func edit(_ path: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func contents(_ path: String) throws -> (hasTable: Bool, guids: [String]) {
        let queue = try DatabaseQueue(path: path)
        let contents = try queue.read { db in
            (try db.tableExists("saved_streams"), try String.fetchAll(db, sql: "SELECT guid FROM tombstones"))
        }
        try queue.close()
        return contents
    }

    @Test func anOlderLedgerIsKeptAsItWas() throws {
        let folder = try ScratchFolder()
        let (ledger, path) = (Ledger(folder: folder.path), folder.path + "/ledger.sqlite")
        let copy = path + "-before-upgrade"
        _ = try ledger.openWriter()
        _ = try ledger.openWriter()
        // Nothing to keep of a new one, nor of one that is as it should be.
        #expect(!FileManager.default.fileExists(atPath: copy))

        for guid in ["person-of-an-older-day", "person-of-another-day"] {
            try edit(
                path,
                """
                DROP TABLE saved_streams; DELETE FROM grdb_migrations WHERE identifier = '6';
                INSERT INTO tombstones (guid, kind, author) VALUES ('\(guid)', 1, 'a@b.example')
                """
            )
            _ = try ledger.openWriter()
            // The copy is that of the last upgrade, as it was before.
            let (old, now) = (try contents(copy), try contents(path))
            #expect(!old.hasTable && old.guids.contains(guid))
            #expect(now.hasTable && now.guids.contains(guid))
        }
        let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(!FileManager.default.fileExists(atPath: copy + "-new"))
    }

    @Test func aNewerLedgerIsLeftAlone() throws {
        let folder = try ScratchFolder()
        let ledger = Ledger(folder: folder.path)
        _ = try ledger.openWriter()
        try edit(folder.path + "/ledger.sqlite", "INSERT INTO grdb_migrations (identifier) VALUES ('of a later day')")
        #expect {
            _ = try ledger.openWriter()
        } throws: { error in
            guard case .unusable(_, let detail) = error as? LedgerError else { return false }
            return detail.contains("newer version")
        }
    }
}
