import Engine
import JSON
import SocialModel
import Streams
import Wire

/// `stream.read`: a page of one stream, assembled on the loop.
enum StreamRead {
    static let method: Method = .init(
        "stream.read",
        "Reads a page of a stream, newest first.",
        StreamParameters.all + [
            .limit,
            .before,
            .optional("max_time", .number, "diaspora*'s own cursor, in seconds since 1970: strictly older ones."),
            .optional("explain", .flag, "Not kept yet."),
            .atLeast,
        ],
        result: "{items, next, seq}; `next` is null exactly at the end.",
        reasons: [.notFound, .beyondLedger, .sinceGone],
        .read(read)
    )

    private static func read(
        _ engine: isolated Engine,
        _ parameters: Parameters,
        _ output: inout [UInt8]
    ) throws(CallFailure) {
        let (page, request) = try CallFailure.parameters { () throws(RPCFault) in try asked(parameters) }
        if let seq = try CallFailure.parameters(parameters.atLeast) {
            try CallFailure.asking { () throws(EngineError) in try engine.check(atLeast: seq) }
        }
        Page.open(to: &output)
        do throws(EngineError) {
            page.close(try engine.readStream(request, into: &output), to: &output)
        } catch { throw .engine(error) }
    }

    private static func asked(_ parameters: Parameters) throws(RPCFault) -> (Page, StreamRequest) {
        if try parameters.optionalBool("explain") ?? false { throw .notYetKept("explain") }
        var request = try StreamParameters.request(parameters)
        let page = try Page("stream.read", request.effectiveOrder == .created ? .created : .interacted, parameters)
        request.before = page.before
        request.limit = page.limit
        request.maxTime = try maxTime(parameters)
        return (page, request)
    }

    /// Seconds since 1970, whose fraction counts.
    private static func maxTime(_ parameters: Parameters) throws(RPCFault) -> Timestamp? {
        guard let seconds = try parameters.optionalNumber("max_time") else { return nil }
        let range: ClosedRange<Int64> = 0...253_402_300_799
        guard seconds >= Double(range.lowerBound), seconds <= Double(range.upperBound) else {
            throw .invalid("max_time", .outOfRange, "max_time is not in \(range.lowerBound) to \(range.upperBound).")
        }
        return Timestamp(microseconds: Int64((seconds * 1_000_000).rounded()))
    }
}
