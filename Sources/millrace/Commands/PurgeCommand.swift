import ArgumentParser
import JSON
import Wire

/// `millrace purge`: what was retracted, out of all files now.
struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Take what was retracted out of all files at once, and show that nothing is left.",
        discussion: """
            A retraction does this by itself: within a minute for the ledger, within ten for the search index. This forces it, \
            looks into every table and file, and exits with 1 if anything is left. Retract first; backups are out of its \
            reach.

            Examples:
              millrace purge 9d6a71e0c9f4013e2b2c1a2b3c4d5e6f
              millrace purge 9d6a71e0c9f4013e2b2c1a2b3c4d5e6f --text "what it said"
            """
    )

    @Argument(help: "The GUID of what was retracted.")
    var guid: String

    @Option(help: "What it said: all files are searched for it.")
    var text: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        var parameters: JSONObject = ["guid": .string(guid), "prove": true, "deadline_ms": 600_000]
        if let text { parameters["text"] = .string(text) }
        let result = try await connection.call("engine.purge", parameters)
        guard let isClean = result["clean"]?.bool else { throw CommandError.unexpectedAnswer("engine.purge") }
        if connection.json {
            Output.write(JSONWriter.pretty(result) + "\n")
        } else if isClean {
            Output.write("Nothing of it is left.\n")
        } else {
            Output.write("Something is left:\n" + JSONWriter.pretty(result) + "\n")
        }
        if !isClean { throw CommandError.someRefused }
    }
}
