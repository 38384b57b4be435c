import JSON
import RPC
import SocialModel
import Testing
import Wire

extension RPCClient {
    /// The posts of a whole stream, page by page, and their counters.
    func walk(_ parameters: JSONObject, limit: Int64) async throws -> [(guid: GUID, counts: PostCounts)] {
        var parameters = parameters
        parameters["limit"] = .integer(limit)
        var posts: [(GUID, PostCounts)] = []
        while true {
            let page = try await call("stream.read", parameters)
            let items = try #require(page["items"]?.array)
            posts += try items.map { (try $0.guid, try $0.counts) }
            guard let next = page["next"]?.string else { return posts }
            // A page is full unless the stream ends there.
            #expect(items.count == Int(limit))
            parameters["before"] = .string(next)
        }
    }

    /// The ledger's sequence number.
    func seq() async throws -> Int64 { try #require(try await call("engine.status")["seq"]?.integer) }

    func apply(_ changes: [Change], skipRefused: Bool = false) async throws -> JSONValue {
        try await call("pod.apply", Self.parameters(changes, skipRefused: skipRefused))
    }

    static func parameters(_ changes: [Change], skipRefused: Bool = false) -> JSONObject {
        [
            "changes": .array(changes.map { .object(ChangeJSON.write($0)) }),
            "on_error": .string(skipRefused ? "skip" : "abort"), "deadline_ms": 60_000,
        ]
    }

    func receive(_ envelope: [UInt8]) async throws -> JSONValue {
        try await call("federation.receive", Self.parameters(envelope))
    }

    static func parameters(_ envelope: [UInt8]) -> JSONObject {
        ["envelope": .string(String(decoding: envelope, as: UTF8.self)), "deadline_ms": 60_000]
    }
}

extension JSONValue {
    /// The GUID of an item.
    var guid: GUID {
        get throws { try #require(self["guid"]?.string.flatMap { GUID($0) }) }
    }

    /// The counters of an item.
    var counts: PostCounts {
        get throws {
            let interactions = try #require(self["interactions"])
            func count(_ name: String) throws -> UInt32 { UInt32(try #require(interactions[name]?.integer)) }
            return PostCounts(
                comments: try count("comments_count"),
                likes: try count("likes_count"),
                reshares: try count("reshares_count")
            )
        }
    }
}

/// The fault with which `body` fails; nil if it does not.
func fault(_ body: () async throws -> Void) async throws -> RPCFault? {
    do {
        try await body()
        return nil
    } catch RPCClientError.fault(let fault) {
        return fault
    }
}
