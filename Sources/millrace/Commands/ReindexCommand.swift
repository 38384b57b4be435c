import ArgumentParser
import JSON
import RPC

/// `millrace reindex`: builds the search index anew while the engine serves.
struct ReindexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reindex",
        abstract: "Build the search index anew from the ledger, while the engine serves.",
        discussion: """
            The old index goes on following and answering until the new one takes its place. The disk has to hold both. A new \
            version of Millrace that cuts texts otherwise does this by itself. Ctrl-C ends the waiting only.

            Example:
              millrace reindex
            """
    )

    @Flag(help: "Do not wait until it is done.")
    var background = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let client = try await connection.connect()
        let result = try await client.call("engine.reindex", [:])
        guard let isBegun = result["begun"]?.bool else { throw CommandError.unexpectedAnswer("engine.reindex") }
        if !isBegun, !connection.json { Output.complain("An index is being built already.\n") }
        if !background { try await wait(client) }
        await client.close()
        if connection.json { Output.write(JSONWriter.pretty(result) + "\n") }
    }

    private func wait(_ client: RPCClient) async throws {
        let bar = ProgressBar("Building the search index")
        while true {
            let status = try await client.call("engine.status", [:])
            let search = status["views"]?["search"]
            guard let done = search?["building"]?["done"]?.integer, let all = search?["building"]?["of"]?.integer else {
                bar.clear()
                let posts = search?["posts"]?.integer ?? 0
                if !connection.json { Output.write("\(posts.grouped) posts are indexed.\n") }
                return
            }
            bar.show(Int(done), of: Int(all))
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
