import ArgumentParser
import JSON
import RPC
import Wire

/// The options of every command that asks an engine.
struct ConnectionOptions: ParsableArguments {
    @Option(
        help:
            "The engine's socket; else $MILLRACE_SOCKET, else \(DefaultPaths.socket) or \(DefaultPaths.socketOfPackage)."
    )
    var socket: String?

    @Flag(help: "Print the engine's answer as JSON.")
    var json = false

    var path: String { socket ?? Environment.text("MILLRACE_SOCKET") ?? DefaultPaths.socketThatIsThere }

    func connect() async throws(RPCClientError) -> RPCClient { try await RPCClient.connect(to: path) }

    /// Calls one method on a connection of its own.
    func call(_ method: String, _ parameters: JSONObject) async throws(RPCClientError) -> JSONValue {
        let client = try await connect()
        let result = try await client.call(method, parameters)
        await client.close()
        return result
    }
}
