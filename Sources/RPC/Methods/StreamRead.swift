import Engine
import JSON
import SocialModel
import Wire

/// `stream.read`: a page of one stream, assembled on the loop.
enum StreamRead {
    static let method: Method = .init(
        "stream.read",
        "Reads a page of a stream, newest first.",
        [
            .viewer,
            .required("stream", .word(Word.allCases.map(\.rawValue)), "Which stream."),
            .optional("aspects", .texts(limit: ChangeLimits.aspects), "`aspects`: only these; absent or empty: all."),
            .optional("tag", .text, "`tag`: its name, with or without `#`."),
            .optional("person", .id, "`person`: whose."),
            .optional("order", .word(Order.allCases.map(\.rawValue)), "Only `created` is kept yet."),
            .limit,
            .before,
            .optional("max_time", .number, "diaspora*'s own cursor, in seconds since 1970: strictly older ones."),
            .optional("explain", .flag, "Not kept yet."),
            .atLeast,
        ],
        result: "{items, next, seq}; `next` is null exactly at the end.",
        reasons: [.notFound, .beyondLedger],
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

    private enum Word: String, CaseIterable {
        case home, aspects, mentions, tag, person, liked, commented, activity, saved
        case followedTags = "followed_tags"
        case everyone = "public"
        case localPublic = "local_public"
    }

    private enum Order: String, CaseIterable {
        case created, interacted, ranked
    }

    private static func asked(_ parameters: Parameters) throws(RPCFault) -> (Page, StreamRequest) {
        if try parameters.optionalChoice("order", of: Order.self) ?? .created != .created {
            throw .notYetKept("order")
        }
        if try parameters.optionalBool("explain") ?? false { throw .notYetKept("explain") }
        let page = try Page("stream.read", .created, parameters)
        let request = StreamRequest(
            viewer: try parameters.optionalID("viewer"),
            stream: try stream(parameters),
            before: page.before,
            maxTime: try maxTime(parameters),
            limit: page.limit
        )
        return (page, request)
    }

    private static func stream(_ parameters: Parameters) throws(RPCFault) -> StreamName {
        let word = try parameters.choice("stream", of: Word.self)
        let own: [Word: String] = [.aspects: "aspects", .tag: "tag", .person: "person"]
        for (other, name) in own where other != word && parameters.object[name] != nil {
            throw .invalid(name, .contradiction, "The stream \(word.rawValue) has no parameter \(name).")
        }
        switch word {
        case .home: return .home
        case .aspects:
            let names = try parameters.optionalStrings(
                "aspects",
                length: ChangeLimits.aspect,
                limit: ChangeLimits.aspects
            )
            return .aspects(names ?? [])
        case .followedTags: return .followedTags
        case .mentions: return .mentions
        case .tag: return .tag(try parameters.string("tag", limit: ChangeLimits.tag))
        case .everyone: return .everyone
        case .localPublic: return .local
        case .person: return .person(try parameters.id("person"))
        case .liked, .commented, .activity, .saved: throw .notYetKept("stream")
        }
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

extension RPCFault {
    /// -32602: a value of the contract that this engine does not keep yet.
    static func notYetKept(_ field: String) -> RPCFault {
        .invalid(field, .unsupportedParameter, "This engine does not keep that value of \(field) yet.")
    }
}
