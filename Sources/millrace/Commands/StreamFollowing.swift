import JSON
import RPC
import Wire

/// `millrace stream --follow`: shows what happens in a stream until it is stopped.
struct StreamFollowing {
    let connection: ConnectionOptions

    /// Subscribes, and shows event after event; ends with the engine, or by a signal.
    func run(_ parameters: JSONObject) async throws {
        let (events, continuation) = AsyncStream.makeStream(of: JSONObject.self)
        let client = try await RPCClient.connect(to: connection.path) { method, event in
            if method == "stream.event" { continuation.yield(event) }
        }
        _ = try await client.call("stream.subscribe", parameters)
        if !connection.json { Output.complain("Waiting for what happens; Ctrl-C ends it.\n") }
        let renderer = ItemRenderer(linesOfText: 12)
        for await event in events {
            if connection.json {
                Output.write(String(decoding: JSONWriter.bytes(.object(event)), as: UTF8.self) + "\n")
            } else {
                Output.write(Self.text(event, renderer))
            }
            if event["event"] == "closed" { break }
        }
        await client.close()
    }

    private static func text(_ event: JSONObject, _ renderer: ItemRenderer) -> String {
        let word = event["event"]?.string ?? ""
        switch word {
        case "added": return event["item"].flatMap { ItemView($0) }.map(renderer.text) ?? ""
        case "changed", "removed": return "\(word): \(event["guid"]?.string ?? "")\n"
        case "closed": return "closed: \(event["reason"]?.string ?? "")\n"
        default: return "Much has changed: read the stream again.\n"
        }
    }
}
