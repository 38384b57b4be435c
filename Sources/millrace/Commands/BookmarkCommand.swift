import ArgumentParser
import JSON
import SocialModel

/// `millrace bookmark`: the text of a post about a page, and its preview.
struct BookmarkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bookmark",
        abstract: "Print the text of a post about a page, as diaspora*'s bookmarklet writes it.",
        discussion: """
            With --preview an engine that was started with --fetch is asked what would be shown of the page.

            Examples:
              millrace bookmark https://example.org/ --title "An example"
              millrace bookmark https://example.org/ --preview --json
            """
    )

    @Argument(help: "The page's address.")
    var url: String

    @Option(help: "Its title.")
    var title: String?

    @Option(help: "What is quoted of it.")
    var notes: String?

    @Flag(help: "Ask an engine for the preview, too.")
    var preview = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let text = Bookmark.text(url: url, title: title, notes: notes)
        var shown: JSONValue?
        if preview { shown = try await connection.call("link.preview", ["url": .string(url), "deadline_ms": 60_000]) }
        if connection.json {
            var object: JSONObject = ["text": .string(text)]
            if let shown { object["preview"] = shown }
            return Output.write(JSONWriter.pretty(.object(object)) + "\n")
        }
        Output.write(text.printable + "\n")
        guard let shown else { return }
        Output.write("\n" + JSONWriter.pretty(shown) + "\n")
    }
}
