import Engine
import JSON
import SocialModel
import Streams
import Wire

/// `stream.explain`: why a post stands in a stream, or does not.
enum StreamExplain {
    static let method: Method = .init(
        "stream.explain",
        "Says why a post stands in a stream, or why not.",
        StreamParameters.all + [
            .required("guid", .guid, "Which post."),
            .before,
            .optional("max_time", .number, "As for stream.read."),
            .atLeast,
        ],
        result: """
            {in_stream, because, missing, left_out}: words for what brings it in, what does not, and what leaves it out. \
            Of a post that the viewer may not see as of one that is not there: `missing: ["not_visible"]`.
            """,
        reasons: [.notFound, .beyondLedger, .sinceGone, .invalidQuery],
        .read(read)
    )

    private static func read(
        _ engine: isolated Engine,
        _ parameters: Parameters,
        _ output: inout [UInt8]
    ) throws(CallFailure) {
        let (guid, request) = try CallFailure.parameters { () throws(RPCFault) in
            (try parameters.guid("guid"), try StreamRead.asked(parameters, excluding: ["guid"]))
        }
        if let seq = try CallFailure.parameters(parameters.atLeast) {
            try CallFailure.asking { () throws(EngineError) in try engine.check(atLeast: seq) }
        }
        do throws(EngineError) {
            JSONWriter.append(describe(try engine.explain(guid, request.0)), to: &output)
        } catch { throw .engine(error) }
    }

    private static func describe(_ explanation: StreamExplanation) -> JSONValue {
        func words<Word: RawRepresentable<String>>(_ words: [Word]) -> JSONValue {
            .array(words.map { .string($0.rawValue) })
        }
        return [
            "in_stream": .bool(explanation.isInStream), "because": words(explanation.because),
            "missing": explanation.isVisible ? words(explanation.missing) : ["not_visible"],
            "left_out": words(explanation.leftOut),
        ]
    }
}
