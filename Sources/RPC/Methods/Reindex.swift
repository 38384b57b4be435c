import Engine
import JSON
import NIOCore
import Wire

/// `engine.reindex`: the search index built anew.
enum Reindex {
    static let method: Method = .init(
        "engine.reindex",
        "Builds the search index anew from the ledger, while it goes on following and answering.",
        result:
            "{begun}: false if one is being built already. `views.search.building` of engine.status says how far it is.",
        .slow { (engine, _, _) async throws(CallFailure) in
            let isBegun = try await CallFailure.awaiting { () async throws(EngineError) in try await engine.reindex() }
            return JSONWriter.bytes(["begun": .bool(isBegun)])
        }
    )
}
