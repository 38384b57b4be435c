import Engine
import JSON
import NIOCore
import SocialModel
import Streams
import Wire

/// `engine.verify`: the ledger and its views, compared.
enum Verify {
    static let method: Method = .init(
        "engine.verify",
        "Compares the ledger with itself and with every view, while serving.",
        result: """
            {ok, seq, checked, count, findings: [{part, fault, guid?, person?, detail?}]}; the first 100 findings. It may \
            take minutes: raise deadline_ms.
            """,
        .slow(verify)
    )

    private static func verify(
        _ engine: Engine,
        _ parameters: Parameters,
        _ deadline: NIODeadline
    ) async throws(CallFailure) -> [UInt8] {
        let result = try await CallFailure.awaiting { () async throws(EngineError) in try await engine.verify() }
        let checked = result.checked
        return JSONWriter.bytes(
            .object([
                "ok": .bool(result.count == 0), "seq": .integer(Int64(clamping: result.seq)),
                "checked": [
                    "posts": .integer(Int64(checked.posts)), "entries": .integer(Int64(checked.entries)),
                    "users": .integer(Int64(checked.users)), "people": .integer(Int64(checked.people)),
                    "texts": .integer(Int64(checked.texts)),
                ],
                "count": .integer(Int64(result.count)), "findings": .array(result.findings.map(describe)),
            ])
        )
    }

    private static func describe(_ finding: Verification.Finding) -> JSONValue {
        var object: JSONObject = [
            "part": .string(finding.place.part.rawValue), "fault": .string(finding.place.fault.rawValue),
        ]
        if let post = finding.post { object["guid"] = .string(post.text) }
        if let person = finding.person { object["person"] = .string(person.text) }
        if let detail = finding.detail { object["detail"] = .string(detail) }
        return .object(object)
    }
}
