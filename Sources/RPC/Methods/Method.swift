import Engine
import JSON
import NIOCore
import SocialModel
import Wire

/// One method of the contract: what it takes, what it gives, and who does it.
struct Method: Sendable {
    /// `stream.read`.
    let name: String
    /// One sentence.
    let summary: String
    /// The parameters of its own, to which every method adds `deadline_ms`.
    let parameters: [MethodParameter]
    /// What the result holds.
    let result: String
    /// The words that its faults can have, apart from those of messages and parameters.
    let reasons: [Reason]
    let work: Work

    /// Who does it, and on which thread.
    enum Work: Sendable {
        /// At once, on the loop.
        case read(Read)
        /// On the loop, at once if it is soon done; else in stretches, or elsewhere.
        case page(ReadPage)
        /// In the connection's order, by the ledger.
        case write(Prepare)
        /// On threads of its own.
        case slow(Slow)
        /// At once, on the loop, and with events to the same connection from then on.
        case live(Live)
    }

    /// Appends the result.
    typealias Read = @Sendable (isolated Engine, Parameters, inout [UInt8]) throws(CallFailure) -> Void
    /// Appends the result, or what there is of it.
    typealias ReadPage = @Sendable (isolated Engine, Parameters, inout [UInt8]) throws(CallFailure) -> Unfinished?
    /// Reads the parameters of a write, wherever it is called; a fault comes before anything is queued.
    typealias Prepare = @Sendable (Parameters) throws(RPCFault) -> PreparedWrite
    /// Gives the result by the deadline, if it can.
    typealias Slow = @Sendable (Engine, Parameters, NIODeadline) async throws(CallFailure) -> [UInt8]

    /// Gives the result; events go to the subscriber.
    typealias Live = @Sendable (isolated Engine, Parameters, Subscriber) throws(CallFailure) -> LiveResult

    /// All parameters.
    var allParameters: [MethodParameter] { parameters + [.deadline] }
    /// Their names.
    let parameterNames: [String]

    init(
        _ name: String,
        _ summary: String,
        _ parameters: [MethodParameter] = [],
        result: String,
        reasons: [Reason] = [],
        _ work: Work
    ) {
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.result = result
        self.reasons = reasons
        self.work = work
        parameterNames = (parameters + [.deadline]).map(\.name)
    }
}

/// What is left to do of a read.
enum Unfinished: Sendable {
    /// To go on with when others have had their turn.
    case stretch(Stretch)
    /// Everything, on threads of its own; what was appended does not count.
    case elsewhere(@Sendable (Engine, NIODeadline) async throws(CallFailure) -> [UInt8])
}

/// The next stretch of a read: appends more of the result.
struct Stretch: Sendable {
    /// Gives what is left then.
    let goOn: @Sendable (isolated Engine, inout [UInt8]) throws(CallFailure) -> Stretch?
}

/// The result of a call that begins or ends events.
struct LiveResult: Sendable {
    var result: JSONObject
    /// What is to be done as soon as the result is on its way, and before anything else.
    var then: (@Sendable (isolated Engine) -> Void)?
}

/// The connection that subscribes.
struct Subscriber: Sendable {
    let lane: LaneID
    /// Takes an event on the loop; false if there is no room for it.
    let deliver: @Sendable (StreamEvent) -> Bool
}

/// A write whose parameters are read: queues it with the engine.
typealias PreparedWrite = @Sendable (isolated Engine, WriteContext) -> Void

/// What a write needs to know of its connection.
struct WriteContext: Sendable {
    let lane: LaneID
    /// Bytes that the request takes of the queue's limit.
    let cost: Int
    let receivedAt: Timestamp
    /// Called on the loop with the result.
    let completion: @Sendable (Result<[UInt8], CallFailure>) -> Void

    /// Gives the result as a value.
    func complete(_ result: JSONObject) { completion(.success(JSONWriter.bytes(.object(result)))) }
}
