import Engine
import JSON
import Ledger
import NIOCore
import SocialModel
import Wire

/// `changes.read`: how the pod learns durably what to store, notify and mail.
enum ChangesRead {
    static let method: Method = .init(
        "changes.read",
        "Tells everything that took effect by any way after a sequence number, in order.",
        [
            .required("since", .whole(0...Int64.max), "The sequence number up to which the caller knows all."),
            .optional("limit", .whole(limits), "How many at most; \(standard) unless given. Long ones come fewer."),
        ],
        result: "{changes: [{seq, change: put|removed, type, guid, author, data?, recipients?, relay?}], next, seq}",
        reasons: [.sinceGone, .beyondLedger],
        .slow(read)
    )

    private static let limits: ClosedRange<Int64> = 1...1_000
    private static let standard: Int64 = 100

    private static func read(
        _ engine: Engine,
        _ parameters: Parameters,
        _ deadline: NIODeadline
    ) async throws(CallFailure) -> [UInt8] {
        let (since, limit) = try CallFailure.parameters { () throws(RPCFault) in
            (
                UInt64(try parameters.integer("since", in: 0...Int64.max)),
                Int(try parameters.optionalInteger("limit", in: limits) ?? standard)
            )
        }
        let logged = try await CallFailure.awaiting { () async throws(EngineError) in
            try await engine.changes(since: since, limit: limit)
        }
        return JSONWriter.bytes(
            .object([
                "changes": .array(logged.changes.map(describe)), "next": .integer(Int64(clamping: logged.next)),
                "seq": .integer(Int64(clamping: logged.head)),
            ])
        )
    }

    private static func describe(_ change: LoggedChange) -> JSONValue {
        let contents = change.contents.flatMap { try? JSONParser.parse($0).object }
        let isRemoval = change.isRemoval || contents?["op"]?.string?.hasSuffix(".delete") == true
        var object: JSONObject = [
            "seq": .integer(Int64(clamping: change.seq)), "change": isRemoval ? "removed" : "put",
            "type": .string(change.type), "guid": change.guid.map { .string($0.text) } ?? .null,
            "author": change.author.map { .string($0.text) } ?? .null,
        ]
        if let contents, contents["op"] == .string(ChangeOp.entity.rawValue) {
            for name in ["data", "recipients", "relay"] { object[name] = contents[name] }
        } else {
            object["data"] = contents.map { .object($0) }
        }
        return .object(object)
    }
}
