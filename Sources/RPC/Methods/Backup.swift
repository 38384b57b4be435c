import Engine
import JSON
import Ledger
import NIOCore
import Wire

/// `engine.backup`: a copy of the ledger, made while serving.
enum Backup {
    static let method: Method = .init(
        "engine.backup",
        "Copies the ledger to a new file, whole and at one sequence number, while serving.",
        [.required("path", .text, "An absolute path in the engine's own file system, where there is nothing yet.")],
        result: "{path, bytes, seq}; the copy is on the disk. It may take minutes: raise deadline_ms.",
        reasons: [.notAbsolute, .notWritable],
        .slow(copy)
    )

    private static func copy(
        _ engine: Engine,
        _ parameters: Parameters,
        _ deadline: NIODeadline
    ) async throws(CallFailure) -> [UInt8] {
        let path = try CallFailure.parameters { () throws(RPCFault) in try parameters.absolutePath("path") }
        let copy = try await CallFailure.awaiting { () async throws(EngineError) in try await engine.backUp(to: path) }
        return JSONWriter.bytes(
            .object([
                "path": .string(copy.path), "bytes": .integer(Int64(copy.bytes)),
                "seq": .integer(Int64(clamping: copy.seq)),
            ])
        )
    }
}

extension Parameters {
    /// A path from the root on.
    func absolutePath(_ name: String) throws(RPCFault) -> String {
        let path = try string(name, limit: 4_096)
        guard path.utf8.first == UInt8(ascii: "/"), !path.utf8.contains(0) else {
            throw RPCFault(
                .invalidParameters,
                reason: Reason.notAbsolute.word,
                detail: "\(name) is not an absolute path.",
                field: name
            )
        }
        return path
    }
}
