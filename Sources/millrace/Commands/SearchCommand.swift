import ArgumentParser
import JSON
import Wire

/// `millrace search`: finds posts and tags.
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find posts, or complete a tag.",
        discussion: """
            Words are found in any form of case and accents. Beside words the query takes "a phrase", prefix*, #tag, \
            from:ID, mentions:ID, has:photo, is:public, is:limited, OR, -not and parentheses.

            Examples:
              millrace search "apple pie" --viewer alice@pod.example
              millrace search '#cats -from:bob@pod.example has:photo'
              millrace search --tags ca
            """
    )

    @Argument(help: "The query; several words need all of them.")
    var query: [String] = []

    @Option(help: "Complete this beginning of a tag instead, the most used first.")
    var tags: String?

    @OptionGroup var page: PageOptions
    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard query.isEmpty != (tags == nil) else { throw ValidationError("Give either a query or --tags.") }
    }

    func run() async throws {
        guard let tags else {
            let parameters: JSONObject = ["query": .string(query.joined(separator: " "))]
            return try await page.show("search.posts", parameters, connection, nothing: "Nothing was found.")
        }
        let result = try await connection.call(
            "search.tags",
            ["prefix": .string(tags), "limit": .integer(Int64(page.limit))]
        )
        if connection.json { return Output.write(JSONWriter.pretty(result) + "\n") }
        guard let list = result["tags"]?.array else { throw CommandError.unexpectedAnswer("search.tags") }
        if list.isEmpty { Output.complain("No tag begins so.\n") }
        let colours = Terminal.hasColours
        for tag in list {
            let name = "#" + (tag["name"]?.string ?? "").printable
            Output.write("\(Style.tag.apply(name, colours: colours))  \((tag["posts"]?.integer ?? 0).grouped)\n")
        }
    }
}
