import JSON
import RPC
import SocialModel
import Testing
import Wire

/// A connection that subscribes, and keeps what it is told until it is looked at.
final class EventStream {
    let client: RPCClient
    private var events: AsyncStream<JSONObject>.Iterator

    init(to engine: ServedEngine) async throws {
        let (stream, continuation) = AsyncStream<JSONObject>.makeStream()
        client = try await RPCClient.connect(to: engine.socket, deadline: 600_000) { method, parameters in
            if method == "stream.event" { continuation.yield(parameters) }
        }
        events = stream.makeAsyncIterator()
    }

    /// The next event, however long it takes.
    func next() async throws -> StreamNotice {
        let event = await events.next(isolation: #isolation)
        return try StreamNotice(try #require(event))
    }
}

/// A `stream.event`.
struct StreamNotice {
    let subscription: Int64
    let seq: Int64
    let event: String
    let guid: GUID?
    let item: JSONValue?
    let reason: String?

    init(_ object: JSONObject) throws {
        subscription = try #require(object["subscription"]?.integer)
        seq = try #require(object["seq"]?.integer)
        event = try #require(object["event"]?.string)
        guid = object["guid"]?.string.flatMap { GUID($0) }
        item = object["item"]
        reason = object["reason"]?.string
    }
}
