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
            from:ID, mentions:ID, has:photo, is:public, is:limited, OR, -not and parentheses. The newest come first, or with \
            --best those of the newest 500 that answer best.

            Examples:
              millrace search "apple pie" --viewer alice@pod.example
              millrace search '#cats -from:bob@pod.example has:photo'
              millrace search --best apple pie
              millrace search --tags ca
            """
    )

    @Argument(help: "The query; several words need all of them.")
    var query: [String] = []

    @Flag(help: "The best of the newest hits first, instead of the newest.")
    var best = false

    @Option(help: "Complete this beginning of a tag instead: what --viewer follows first, then the most used of late.")
    var tags: String?

    @OptionGroup var page: PageOptions
    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard query.isEmpty != (tags == nil) else { throw ValidationError("Give either a query or --tags.") }
    }

    func run() async throws {
        guard let tags else {
            var parameters: JSONObject = ["query": .string(query.joined(separator: " "))]
            if best { parameters["order"] = "best" }
            return try await page.show("search.posts", parameters, connection, nothing: "Nothing was found.")
        }
        var parameters: JSONObject = ["prefix": .string(tags), "limit": .integer(Int64(page.limit))]
        parameters["viewer"] = page.viewer.map { .string($0) }
        let result = try await connection.call("search.tags", parameters)
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
