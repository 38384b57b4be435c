import Foundation
import TestSupport
import Testing

/// Changes the ledger of an engine that does not run, as if time had passed.
func changeLedger(of folder: ScratchFolder, _ sql: String) throws {
    let code = """
        import_ = __import__
        ledger = import_("sqlite3").connect(import_("sys").argv[1])
        assert ledger.execute(import_("sys").argv[2]).rowcount == 1
        ledger.commit()
        """
    try #require(try Program.run("python3", ["-c", code, folder.path + "/ledger.sqlite", sql]).status == 0)
}
