import Engine
import JSON
import Ledger
import NIOCore
import SocialModel
import Wire

/// `engine.purge`: what was retracted, out of all files now.
enum Purge {
    static let method: Method = .init(
        "engine.purge",
        "Takes what was retracted out of all files at once, and shows that nothing of it is left.",
        [
            .required("guid", .guid, "What was retracted."),
            .optional("prove", .flag, "Answers with what is left where."),
            .optional(
                "text",
                .text,
                "What it said: with `prove`, the files are searched for it as written and as search cut it."
            ),
        ],
        result: """
            {clean, traces, log_bytes, holds_words, orphans, files}: whether nothing is left; rows of the ledger by table; bytes of \
            write-ahead logs; whether the search index may hold words of removed posts; photos' files that no photo refers to; files that have the text. It may \
            take minutes: raise deadline_ms. Backups are out of its reach.
            """,
        reasons: [.notRetracted],
        .slow(purge)
    )

    private static func purge(
        _ engine: Engine,
        _ parameters: Parameters,
        _ deadline: NIODeadline
    ) async throws(CallFailure) -> [UInt8] {
        let (guid, proves, text) = try CallFailure.parameters { () throws(RPCFault) in
            (
                try parameters.guid("guid"), try parameters.optionalBool("prove") ?? false,
                try parameters.optionalString("text")
            )
        }
        let report = try await CallFailure.awaiting { () async throws(EngineError) in
            try await engine.purge(guid, text: proves ? text : nil)
        }
        var result: JSONObject = ["clean": .bool(report.isClean)]
        if proves {
            let traces = report.traces.rows.sorted { $0.key < $1.key }
            result["traces"] = .object(JSONObject(traces.map { ($0.key, .integer(Int64($0.value))) }))
            result["log_bytes"] = .integer(Int64(report.logBytes))
            result["holds_words"] = .bool(report.holdsWords)
            result["orphans"] = .integer(Int64(report.orphans))
            result["files"] = report.files.map { .array($0.map { .string($0) }) } ?? .null
        }
        return JSONWriter.bytes(.object(result))
    }
}
