public import JSON

/// Why a request failed, as its answer says it (contract, "Transport").
public struct RPCFault: Error, Sendable, Hashable {
    /// JSON-RPC's or the contract's number.
    public var code: Code
    /// One word for programs, `snake_case`.
    public var reason: String
    /// Whether the same request may succeed later.
    public var retryable: Bool
    /// One sentence for a person.
    public var detail: String
    /// The parameter at fault: `limit`, `data.photos[2].guid`.
    public var field: String?
    /// The place in `changes` of the change at fault.
    public var index: Int?
    /// The number that the parameter should not have been below.
    public var newest: UInt64?

    /// The numbers of the contract's table.
    public enum Code: Int, Sendable, Hashable, CaseIterable {
        case parseError = -32700
        case invalidRequest = -32600
        case unknownMethod = -32601
        case invalidParameters = -32602
        case internalFault = -32603
        case busy = -32000
        case notFound = -32001
        case rejected = -32002
        case stale = -32003
        case unsupportedMedia = -32004

        /// JSON-RPC's `message`.
        public var message: String {
            switch self {
            case .parseError: "Parse error"
            case .invalidRequest: "Invalid Request"
            case .unknownMethod: "Method not found"
            case .invalidParameters: "Invalid params"
            case .internalFault: "Internal error"
            case .busy: "Busy"
            case .notFound: "Not found"
            case .rejected: "Rejected"
            case .stale: "Stale"
            case .unsupportedMedia: "Unsupported media"
            }
        }
    }

    /// Says it in full.
    public init(
        _ code: Code,
        reason: String,
        retryable: Bool = false,
        detail: String,
        field: String? = nil,
        index: Int? = nil
    ) {
        self.code = code
        self.reason = reason
        self.retryable = retryable
        self.detail = detail
        self.field = field
        self.index = index
    }

    /// The same fault, of the change at that place.
    public func at(index: Int) -> RPCFault {
        var fault = self
        fault.index = index
        return fault
    }

    /// The `error` member of an answer.
    public var json: JSONValue {
        var data: JSONObject = [
            "reason": .string(reason), "retryable": .bool(retryable), "detail": .string(detail),
        ]
        if let field { data["field"] = .string(field) }
        if let index { data["index"] = .integer(Int64(index)) }
        if let newest { data["newest"] = .integer(Int64(clamping: newest)) }
        return ["code": .integer(Int64(code.rawValue)), "message": .string(code.message), "data": .object(data)]
    }
}
