import Engine
import JSON
import SocialModel
import Wire

/// `stream.subscribe` and `stream.unsubscribe`: what happens in a stream, as it happens.
enum StreamSubscribe {
    static let subscribe: Method = .init(
        "stream.subscribe",
        "Tells what happens in a stream from now on, by notifications `stream.event`.",
        StreamParameters.all + [
            .optional("since", .whole(0...Int64.max), "The `seq` of a page: what came after it is told first."),
            .atLeast,
        ],
        result: """
            {subscription, seq}; then notifications {subscription, seq, event: added|changed|removed|reset|closed, \
            guid?, item?, reason?}. `reset`: read the page again.
            """,
        reasons: [.notFound, .beyondLedger, .sinceGone, .invalidQuery],
        .live(subscribe)
    )

    private static func subscribe(
        _ engine: isolated Engine,
        _ parameters: Parameters,
        _ subscriber: Subscriber
    ) throws(CallFailure) -> LiveResult {
        let (request, since) = try CallFailure.parameters { () throws(RPCFault) in
            (
                try subscribable(parameters),
                try parameters.optionalInteger("since", in: 0...Int64.max).map { UInt64($0) }
            )
        }
        if let seq = try CallFailure.parameters(parameters.atLeast) {
            try CallFailure.asking { () throws(EngineError) in try engine.check(atLeast: seq) }
        }
        do throws(EngineError) {
            let new = try engine.subscribe(
                request,
                since: since,
                lane: subscriber.lane,
                deliver: subscriber.deliver
            )
            return LiveResult(
                result: ["subscription": .integer(new.id.number), "seq": .integer(Int64(clamping: new.seq))]
            ) { $0.begin(new) }
        } catch { throw .engine(error) }
    }

    /// A ranking has no place into which something comes: what is told is what stands in the stream.
    private static func subscribable(_ parameters: Parameters) throws(RPCFault) -> StreamRequest {
        if try StreamParameters.ranking(parameters, now: .now) != nil {
            throw .invalid("order", .contradiction, "A ranked stream is subscribed to by its other parameters.")
        }
        return try StreamParameters.request(parameters)
    }

    static let unsubscribe: Method = .init(
        "stream.unsubscribe",
        "Ends a subscription of this connection.",
        [.required("subscription", .whole(1...Int64.max), "Which one.")],
        result: "{}",
        reasons: [.notFound],
        .live(unsubscribe)
    )

    private static func unsubscribe(
        _ engine: isolated Engine,
        _ parameters: Parameters,
        _ subscriber: Subscriber
    ) throws(CallFailure) -> LiveResult {
        let number = try CallFailure.parameters { () throws(RPCFault) in
            try parameters.integer("subscription", in: 1...Int64.max)
        }
        guard engine.unsubscribe(SubscriptionID(number), lane: subscriber.lane) else {
            throw .engine(.notFound("This connection has no subscription \(number)."))
        }
        return LiveResult(result: [:])
    }
}

extension StreamEvent {
    /// Appends the notification.
    func append(to output: inout [UInt8]) {
        Response.openNotification("stream.event", to: &output)
        JSONWriter.append(literal: #"{"subscription":"#, to: &output)
        JSONWriter.append(subscription.number, to: &output)
        JSONWriter.append(literal: #","seq":"#, to: &output)
        JSONWriter.append(Int64(clamping: seq), to: &output)
        switch kind {
        case .added(let guid, let item): Self.append("added", guid, item, to: &output)
        case .changed(let guid, let item): Self.append("changed", guid, item, to: &output)
        case .removed(let guid): Self.append("removed", guid, nil, to: &output)
        case .reset: JSONWriter.append(literal: #","event":"reset""#, to: &output)
        case .closed(let reason):
            JSONWriter.append(literal: #","event":"closed","reason":"#, to: &output)
            JSONWriter.append(reason.rawValue, to: &output)
        }
        JSONWriter.append(literal: "}", to: &output)
        Response.close(to: &output)
    }

    private static func append(_ word: String, _ guid: GUID, _ item: [UInt8]?, to output: inout [UInt8]) {
        JSONWriter.append(literal: #","event":"#, to: &output)
        JSONWriter.append(word, to: &output)
        JSONWriter.append(literal: #","guid":"#, to: &output)
        JSONWriter.append(guid.text, to: &output)
        guard let item else { return }
        JSONWriter.append(literal: #","item":"#, to: &output)
        output.append(contentsOf: item)
    }
}
