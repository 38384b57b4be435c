public import SocialModel

/// Why the ledger did not do what was asked.
public enum LedgerError: Error, Sendable {
    /// Another process has the data directory.
    case inUse(path: String)
    /// The data directory or a file in it cannot be used.
    case unusable(path: String, detail: String)
    /// SQLite failed; nothing of the group was written.
    case storage(detail: String)
    /// The call breaks a rule; nothing of it was written.
    case refused(Refusal)
    /// The sync of this token has ended, or another one began.
    case syncGone(token: String)
    /// What was told with a higher number took effect already.
    case overtaken(telling: UInt64, newest: UInt64)
    /// A list is longer than its limit: no more can be parked, or a call holds too many changes.
    case full(what: String, limit: Int)
}

/// A rule that an entity or a change breaks.
public struct Refusal: Error, Sendable, Hashable {
    /// The contract's word: `guid_taken`.
    public var reason: String
    /// One sentence for a human.
    public var detail: String
    /// Which change of the call, where there are several.
    public var index: Int?

    /// Says it in full.
    public init(_ reason: String, _ detail: String, index: Int? = nil) {
        self.reason = reason
        self.detail = detail
        self.index = index
    }
}

/// Something not known yet, without which a change takes no effect.
public enum Need: Sendable, Hashable {
    /// A person, with a key where a signature is to be checked.
    case person(DiasporaID)
    /// An account.
    case user(DiasporaID)
    /// A post, comment, poll or the like; the author is where it can be asked for.
    case entity(type: RetractionTarget, guid: GUID, author: DiasporaID?)

    /// Under which the waiting change is filed.
    var key: String {
        switch self {
        case .person(let id): "person \(id)"
        case .user(let id): "user \(id)"
        case .entity(let type, let guid, _): "\(type.table?.name ?? "person") \(guid)"
        }
    }
}
