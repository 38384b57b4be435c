import Engine
import Ledger
import Media
import Query
import Search
import Services
import SocialModel
import Wire

/// Why a method gives no result.
enum CallFailure: Error {
    /// In the contract's words already.
    case fault(RPCFault)
    /// In the engine's.
    case engine(EngineError)
}

extension RPCFault {
    /// The contract's table, which says of each cause what error it is; nothing else turns causes into errors.
    init(_ error: EngineError) {
        switch error {
        case .notFound(let detail): self = .notFound(detail)
        case .busy(let detail): self = .busy(detail)
        case .stopping: self = .busy("The engine is stopping.")
        case .beyondLedger(let asked, let seq):
            self = .stale("beyond_ledger", "The ledger is at \(seq), before \(asked).")
        case .logGone(let since, let field):
            self = .stale("since_gone", "The change log begins after \(since): sync anew.", field: field)
        case .notYet(let asked, let seq): self = .notYet("The view is at \(seq), before \(asked).")
        case .viewerNeeded: self = .missing("viewer")
        case .unsuited(let field, let detail): self = .invalid(field, .contradiction, detail)
        case .ledger(let error): self.init(error)
        case .backup(let path, let detail):
            self.init(
                .invalidParameters,
                reason: "not_writable",
                detail: "A backup cannot be written to \(path): \(detail).",
                field: "path"
            )
        case .preview(let url, let detail):
            self.init(
                .rejected,
                reason: Reason.noPreview.word,
                detail: "There is no preview of \(url): \(detail)",
                field: "url"
            )
        case .publishingOff:
            self = .rejected(
                "services_off",
                "Nothing is posted to other networks: the engine was started without a key for credentials."
            )
        case .services(let error): self = .rejected(error.reason, error.description)
        case .search(.query(let fault)): self = .unreadable(fault, field: "query")
        case .unreadable(let field, let fault): self = .unreadable(fault, field: field)
        case .search, .fetching: self = .internalFault
        case .media(let error) where error.isRefusal: self = .unsupportedMedia(error.reason, error.description)
        case .media: self = .internalFault
        }
    }

    private static func unreadable(_ fault: QueryFault, field: String) -> RPCFault {
        RPCFault(.invalidParameters, reason: "invalid_query", detail: "\(fault.description).", field: field)
    }

    private init(_ error: LedgerError) {
        switch error {
        case .refused(let refusal):
            self = .rejected(refusal.reason, refusal.detail)
            index = refusal.index
        case .syncGone(let token):
            self = .stale(
                Reason.syncGone.word,
                "There is no sync \(token.quoted) under way: begin one.",
                field: "token"
            )
        case .overtaken(let telling, let newest):
            self = .stale(
                Reason.overtaken.word,
                "What was told as \(newest) took effect already, and \(telling) is before it.",
                field: "telling"
            )
            self.newest = newest
        case .full(let what, let limit): self = .busy("There are too many \(what): at most \(limit).")
        case .inUse, .unusable, .storage: self = .internalFault
        }
    }

    /// -32000: `deadline_ms` is over.
    static let deadline = RPCFault(
        .busy,
        reason: "deadline",
        retryable: true,
        detail: "There was no answer in time; what the request writes may still happen."
    )
}

extension ServicesError {
    /// The contract's word.
    fileprivate var reason: String {
        switch self {
        case .credentials: "invalid_credentials"
        case .settings: "invalid_defaults"
        case .endpoint: "invalid_endpoint"
        case .key, .vault: "credentials_unreadable"
        }
    }
}
