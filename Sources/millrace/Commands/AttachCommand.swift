import ArgumentParser
import JSON
import RPC
import Wire

/// `millrace attach`: plays the pod.
struct AttachCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach",
        abstract: "Play the pod: send changes and envelopes from a file to the engine.",
        discussion: """
            Each line is a JSON object, and lines are applied in order:
              {"op": "user.put", "id": "alice@pod.example"}     a change of pod.apply
              {"changes": [{"op": …}, …]}                       several
              {"envelope": "<me:env …"}                         what another pod sent, as federation.receive takes it

            What is refused is told with its line and reason, and the rest is still sent.

            Examples:
              millrace attach world.ndjson
              zcat dump.ndjson.gz | millrace attach --skip-refused
            """
    )

    @Argument(help: "The file; standard input if there is none, or -.", completion: .file())
    var file: String?

    @Flag(help: "Succeed even if something was refused.")
    var skipRefused = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        var lines = try InputLines(file, limit: WireLimits.longestLine)
        let client = try await connection.connect()
        var importer = Importer(client)
        let bar = ProgressBar("attaching")
        let begin = ContinuousClock.now
        var number = 0
        while let piece = try lines.next() {
            number += 1
            switch piece {
            case .line(let bytes): try await importer.take(bytes, line: number)
            case .tooLong: importer.refuse(line: number, .tooLarge(limit: WireLimits.longestLine))
            }
            bar.show(lines.total == nil ? number : lines.done, of: lines.total)
        }
        try await importer.finish()
        bar.clear()
        await client.close()
        let tally = importer.tally
        if connection.json {
            Output.write(JSONWriter.pretty(tally.json) + "\n")
        } else {
            Output.write(tally.summary(in: .now - begin) + "\n")
        }
        if tally.refused > 0, !skipRefused { throw CommandError.someRefused }
    }
}
