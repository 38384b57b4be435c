import Engine
import JSON
import SocialModel
import Streams
import Wire

/// `stream.read`: a page of one stream, assembled on the loop.
enum StreamRead {
    static let method: Method = .init(
        "stream.read",
        "Reads a page of a stream, newest first or ranked.",
        StreamParameters.all + [
            .limit,
            .before,
            .optional("max_time", .number, "diaspora*'s own cursor, in seconds since 1970: strictly older ones."),
            .optional("explain", .flag, "Items say why they stand there, ranked ones what their score is made of."),
            .atLeast,
        ],
        result: "{items, next, seq}; `next` is null exactly at the end.",
        reasons: [.notFound, .beyondLedger, .sinceGone, .invalidQuery, .notYet],
        .page(read)
    )

    private static func read(
        _ engine: isolated Engine,
        _ parameters: Parameters,
        _ output: inout [UInt8]
    ) throws(CallFailure) -> Unfinished? {
        let ranking = try CallFailure.parameters { () throws(RPCFault) in
            try StreamParameters.ranking(parameters, now: .now)
        }
        if let seq = try CallFailure.parameters(parameters.atLeast) {
            try CallFailure.asking { () throws(EngineError) in try engine.check(atLeast: seq) }
        }
        if let ranking {
            try readRanking(ranking, engine, parameters, &output)
            return nil
        }
        let (request, page) = try CallFailure.parameters { () throws(RPCFault) in try asked(parameters) }
        if try CallFailure.asking({ () throws(EngineError) in try engine.hasWords(request) }) {
            return .elsewhere { engine, deadline throws(CallFailure) in
                try await Searching.reach(parameters, engine, deadline)
                return try await readWords(request, page, engine)
            }
        }
        Page.open(to: &output)
        let reading = try CallFailure.asking { () throws(EngineError) in try engine.begin(request) }
        return try goOn(reading, page, engine, &output).map { .stretch($0) }
    }

    /// Reads a stretch of the page; the last one closes it.
    private static func goOn(
        _ reading: StreamReading,
        _ page: Page,
        _ engine: isolated Engine,
        _ output: inout [UInt8]
    ) throws(CallFailure) -> Stretch? {
        var reading = reading
        do throws(EngineError) {
            if let end = try engine.advance(&reading, into: &output) {
                page.close(end, to: &output)
                return nil
            }
        } catch { throw .engine(error) }
        let rest = reading
        return Stretch { engine, output throws(CallFailure) in try goOn(rest, page, engine, &output) }
    }

    private static func readWords(
        _ request: StreamRequest,
        _ page: Page,
        _ engine: Engine
    ) async throws(CallFailure) -> [UInt8] {
        let (items, end) = try await CallFailure.awaiting { () async throws(EngineError) in
            try await engine.readWords(request)
        }
        return page.bytes(items, end)
    }

    private static func readRanking(
        _ ranking: Ranking,
        _ engine: isolated Engine,
        _ parameters: Parameters,
        _ output: inout [UInt8]
    ) throws(CallFailure) {
        let (request, page, rest) = try CallFailure.parameters { () throws(RPCFault) in
            var request = try StreamParameters.request(parameters)
            request.maxTime = try maxTime(parameters)
            request.explains = try parameters.optionalBool("explain") ?? false
            let page = try RankedPage("stream.read", parameters)
            request.limit = page.limit
            return (request, page, page.rest)
        }
        Page.open(to: &output)
        do throws(EngineError) {
            let left = try engine.readRanking(request, ranking, rest: rest, into: &output)
            page.close(left, seq: engine.seq, to: &output)
        } catch { throw .engine(error) }
    }

    /// A request by creation or interaction, and where its page begins.
    static func asked(
        _ parameters: Parameters,
        excluding others: [String] = []
    ) throws(RPCFault) -> (StreamRequest, Page) {
        var request = try StreamParameters.request(parameters)
        let kind: Cursor.Kind = request.effectiveOrder == .created ? .created : .interacted
        let page = try Page("stream.read", kind, parameters, excluding: others)
        request.before = page.before
        request.limit = page.limit
        request.maxTime = try maxTime(parameters)
        request.explains = try parameters.optionalBool("explain") ?? false
        return (request, page)
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
