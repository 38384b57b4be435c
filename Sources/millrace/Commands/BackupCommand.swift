import ArgumentParser
import JSON
import Wire

/// `millrace backup`: copies the ledger while the engine serves.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the ledger to a new file while the engine serves.",
        discussion: """
            The copy is whole, at one sequence number, and readable for the engine's user only. Thumbnails and the \
            search index are not in it: both can be made again.

            To go back, stop the engine, put the copy in the place of ledger.sqlite in the data directory, remove \
            ledger.sqlite-wal, ledger.sqlite-shm and search.sqlite*, and start it.

            Example:
              millrace backup /var/backups/millrace-$(date +%F).sqlite
            """
    )

    @Argument(help: "The new file; nothing may be there yet.")
    var path: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let parameters: JSONObject = ["path": .string(Environment.absolute(path)), "deadline_ms": 600_000]
        let copy = try await connection.call("engine.backup", parameters)
        if connection.json { return Output.write(JSONWriter.pretty(copy) + "\n") }
        guard let path = copy["path"]?.string, let bytes = copy["bytes"]?.integer, let seq = copy["seq"]?.integer else {
            throw CommandError.unexpectedAnswer("engine.backup")
        }
        Output.write("\(path.printable): \(bytes.grouped) bytes, everything up to change \(seq.grouped)\n")
    }
}
