import NIOCore
import SocialModel
import Wire

/// A line whose requests are read and looked up, so that only the doing is left.
///
/// Reading is pure: a long line is read away from the loop.
struct ReadLine: Sendable {
    /// Bytes of the line.
    let length: Int
    /// The requests; nil stands for a line without any.
    let requests: Requests?

    enum Requests: Sendable {
        case single(ReadRequest)
        case batch([ReadRequest])
    }

    init(_ line: ByteBuffer, _ methods: MethodTable, limits: RPCLimits) {
        length = line.readableBytes
        let bytes = line.readableBytesUInt8Span
        if Self.isBlank(bytes) {
            requests = nil
            return
        }
        switch RequestLine.decode(bytes) {
        case .single(let incoming): requests = .single(ReadRequest(incoming, methods))
        case .batch(let all) where all.count > limits.requestsPerBatch:
            let fault = RPCFault.notARequest("A batch has at most \(limits.requestsPerBatch) requests.", .tooMany)
            requests = .single(ReadRequest(.invalid(fault, id: .null), methods))
        case .batch(let all): requests = .batch(all.map { ReadRequest($0, methods) })
        }
    }

    private static func isBlank(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] != UInt8(ascii: " ") && bytes[index] != UInt8(ascii: "\r") {
            return false
        }
        return true
    }
}

/// A request that was looked up, or what is wrong with it.
struct ReadRequest: Sendable {
    /// Nil for a notification.
    let id: RequestID?
    /// The method's name, as asked for.
    let method: String
    let step: Result<Step, RPCFault>

    /// What is to be done, and how long that may take.
    struct Step: Sendable {
        let work: Work
        let milliseconds: Int64
        /// The method's place in the table.
        let place: Int
    }

    /// The method's work with its parameters.
    enum Work: Sendable {
        case read(Method.Read, Parameters)
        case page(Method.ReadPage, Parameters)
        case write(PreparedWrite)
        case slow(Method.Slow, Parameters)
        case live(Method.Live, Parameters)

        /// For whom something is read, if the request says so rightly.
        var viewer: DiasporaID? {
            switch self {
            case .read(_, let parameters), .page(_, let parameters), .slow(_, let parameters),
                .live(_, let parameters):
                try? parameters.optionalID(MethodParameter.viewer.name)
            case .write: nil
            }
        }
    }

    init(_ incoming: RequestLine.Incoming, _ methods: MethodTable) {
        switch incoming {
        case .invalid(let fault, let id):
            self.id = id
            method = ""
            step = .failure(fault)
        case .request(let request):
            id = request.id
            method = request.method
            step = Result { () throws(RPCFault) in try Self.step(request, methods) }
        }
    }

    private static func step(_ request: Request, _ methods: MethodTable) throws(RPCFault) -> Step {
        let (place, method) = try methods.method(request.method)
        let parameters = request.parameters
        try parameters.refuseUnknown(known: method.parameterNames)
        let milliseconds = try parameters.optionalInteger("deadline_ms", in: RPCLimits.deadlines)
        let work: Work =
            switch method.work {
            case .read(let read): .read(read, parameters)
            case .page(let read): .page(read, parameters)
            case .write(let prepare): .write(try prepare(parameters))
            case .slow(let slow): .slow(slow, parameters)
            case .live(let live): .live(live, parameters)
            }
        return Step(work: work, milliseconds: milliseconds ?? RPCLimits.deadline, place: place)
    }
}
