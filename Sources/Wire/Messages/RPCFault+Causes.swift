public import JSON
import SocialModel

extension RPCFault {
    private init(
        _ code: Code,
        _ reason: FaultReason,
        _ detail: String,
        field: String? = nil,
        retryable: Bool = false
    ) {
        self.init(code, reason: reason.rawValue, retryable: retryable, detail: detail, field: field)
    }

    // MARK: - Messages

    /// -32700: the line is not JSON.
    public static func notJSON(_ error: JSONError) -> RPCFault { RPCFault(.parseError, .notJSON, error.description) }

    /// -32600: not a request.
    public static func notARequest(_ detail: String, _ reason: FaultReason = .notARequest) -> RPCFault {
        RPCFault(.invalidRequest, reason, detail)
    }

    /// -32600: a line of more bytes than `limit`.
    public static func tooLarge(limit: Int) -> RPCFault {
        RPCFault(.invalidRequest, .tooLarge, "A line has at most \(limit) bytes.")
    }

    /// -32601: no method of that name.
    public static func unknownMethod(_ name: String) -> RPCFault {
        RPCFault(.unknownMethod, .unknownMethod, "There is no method \(name.quoted).")
    }

    // MARK: - Parameters

    /// -32602: a parameter is at fault.
    public static func invalid(_ field: String, _ reason: FaultReason, _ detail: String) -> RPCFault {
        RPCFault(.invalidParameters, reason, detail, field: field.cut(to: 256))
    }

    /// -32602: a parameter that must be there is not.
    public static func missing(_ field: String) -> RPCFault { invalid(field, .missing, "\(field.quoted) is missing.") }

    /// -32602: a parameter of another type than `wanted`, a phrase with its article.
    public static func wrongType(_ field: String, wanted: String) -> RPCFault {
        invalid(field, .wrongType, "\(field.quoted) is not \(wanted).")
    }

    /// -32602: no parameter has that name.
    public static func unknownParameter(_ field: String, known: [String]) -> RPCFault {
        invalid(field, .unknownParameter, "There is no \(field.quoted); known are \(known.joined(separator: ", ")).")
    }

    // MARK: - The engine

    /// -32603: a fault of the engine's own, which its log tells under the request's ID.
    public static let internalFault = RPCFault(.internalFault, .internalFault, "The engine failed; its log says how.")

    /// -32000: a bounded queue is full.
    public static func busy(_ detail: String) -> RPCFault { RPCFault(.busy, .busy, detail, retryable: true) }

    /// -32000: `at_least` was not reached in time.
    public static func notYet(_ detail: String) -> RPCFault { RPCFault(.busy, .notYet, detail, retryable: true) }

    /// -32001: not there, or not for this viewer, which nobody can tell apart.
    public static func notFound(_ detail: String) -> RPCFault { RPCFault(.notFound, .notFound, detail) }

    /// -32002: the entity or envelope breaks a rule, which `reason` names.
    public static func rejected(_ reason: String, _ detail: String, field: String? = nil) -> RPCFault {
        RPCFault(.rejected, reason: reason, detail: detail, field: field)
    }

    /// -32003: a cursor, a subscription or a `since` that can no longer be served.
    public static func stale(_ reason: String, _ detail: String, field: String? = nil) -> RPCFault {
        RPCFault(.stale, reason: reason, detail: detail, field: field)
    }

    /// -32004: unsupported or unsafe media.
    public static func unsupportedMedia(_ reason: String, _ detail: String) -> RPCFault {
        RPCFault(.unsupportedMedia, reason: reason, detail: detail)
    }
}
