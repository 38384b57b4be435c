import ArgumentParser
import JSON
import Wire

/// `millrace post`: shows one post.
struct PostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "post",
        abstract: "Show one post with its last comments.",
        discussion: """
            Examples:
              millrace post 5cc2f6e0a7e9013a2f1a4b6c8d0e2f4a
              millrace post 5cc2f6e0a7e9013a2f1a4b6c8d0e2f4a --viewer alice@pod.example --json
            """
    )

    @Argument(help: "Its GUID.")
    var guid: String

    @Option(help: "Whose view it is, by diaspora* ID.")
    var viewer: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        var parameters: JSONObject = ["guid": .string(guid)]
        parameters["viewer"] = viewer.map { .string($0) }
        let result = try await connection.call("post.read", parameters)
        if connection.json { return Output.write(JSONWriter.pretty(result) + "\n") }
        guard let item = result["item"].flatMap({ ItemView($0) }) else {
            throw CommandError.unexpectedAnswer("post.read")
        }
        let renderer = ItemRenderer()
        Output.write(renderer.text(item) + renderer.comments(item))
    }
}
