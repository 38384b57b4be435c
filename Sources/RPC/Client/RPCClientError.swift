public import Wire

/// Why a client has no result.
public enum RPCClientError: Error, Sendable, Hashable {
    /// Nobody answers on the socket.
    case unreachable(path: String, detail: String)
    /// The connection ended before the answer came.
    case closed
    /// The engine answered with a fault.
    case fault(RPCFault)
    /// What came is no answer of an engine's.
    case unreadable(ServerLineError)
    /// An answer of more bytes than the limit.
    case answerTooLong(limit: Int)
}

extension RPCClientError: CustomStringConvertible {
    /// One sentence for a person.
    public var description: String {
        switch self {
        case .unreachable(let path, let detail): "No engine answers on \(path): \(detail)."
        case .closed:
            "The engine closed the connection before it answered: it ended, or its setting `users` does not name this user."
        case .fault(let fault): "\(fault.detail) (\(fault.reason))"
        case .unreadable: "What came is no answer of an engine's."
        case .answerTooLong(let limit): "An answer has more than \(limit) bytes."
        }
    }
}
