import ArgumentParser
import JSON
import RPC
import Wire

/// The options of commands that show pages.
struct PageOptions: ParsableArguments {
    @Option(help: "Whose view it is, by diaspora* ID; without it, what everybody may see.")
    var viewer: String?

    @Option(help: "How many on a page, 1 to 100.")
    var limit: Int = 15

    @Option(help: "Where the page begins: the cursor that the one before ended with.")
    var before: String?

    @Flag(help: "Show all pages to the end.")
    var all = false

    /// Reads page after page; with JSON each is a value of its own, else items are laid out.
    func show(
        _ method: String,
        _ parameters: JSONObject,
        _ connection: ConnectionOptions,
        nothing: String
    ) async throws {
        let client = try await connection.connect()
        let renderer = ItemRenderer(linesOfText: 12)
        var parameters = parameters
        parameters["viewer"] = viewer.map { .string($0) }
        parameters["limit"] = .integer(Int64(limit))
        parameters["before"] = before.map { .string($0) }
        var count = 0
        repeat {
            let page = try await client.call(method, parameters)
            guard let items = page["items"]?.array else { throw CommandError.unexpectedAnswer(method) }
            count += items.count
            parameters["before"] = page["next"]?.string.map { .string($0) }
            if connection.json {
                Output.write(JSONWriter.pretty(page) + "\n")
            } else {
                Output.write(items.compactMap { ItemView($0) }.map(renderer.text).joined())
            }
        } while all && parameters["before"] != nil
        await client.close()
        guard !connection.json else { return }
        if count == 0 { Output.complain(nothing + "\n") }
        if let next = parameters["before"]?.string { Output.complain("More: --before \(next)\n") }
    }
}
