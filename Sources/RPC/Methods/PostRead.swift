import Engine
import JSON
import SocialModel
import Wire

/// `post.read`: one post as a viewer sees it.
enum PostRead {
    static let method: Method = .init(
        "post.read",
        "Reads one post.",
        [.viewer, .required("guid", .guid, "Which post."), .atLeast],
        result: "{item}",
        reasons: [.notFound, .beyondLedger],
        .read(read)
    )

    private static func read(
        _ engine: isolated Engine,
        _ parameters: Parameters,
        _ output: inout [UInt8]
    ) throws(CallFailure) {
        let (viewer, guid, seq) = try CallFailure.parameters { () throws(RPCFault) in
            (try parameters.optionalID("viewer"), try parameters.guid("guid"), try parameters.atLeast())
        }
        if let seq { try CallFailure.asking { () throws(EngineError) in try engine.check(atLeast: seq) } }
        JSONWriter.append(literal: #"{"item":"#, to: &output)
        do throws(EngineError) {
            try engine.readPost(guid, viewer: viewer, into: &output)
        } catch { throw .engine(error) }
        JSONWriter.append(literal: "}", to: &output)
    }
}
