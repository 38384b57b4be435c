public import SocialModel

/// Where a post's copy on another network stands.
public enum OutboxState: Int, Sendable, Hashable {
    /// It is to be posted, and nothing was asked that could have done it.
    case waiting
    /// It may be there: it was asked for, and no answer was written down.
    case trying
    /// It is there.
    case posted
    /// It is given up, with a reason.
    case failed
    /// It is to be deleted, if it is there.
    case deleting

    /// For programs.
    public var name: String {
        switch self {
        case .waiting, .trying: "waiting"
        case .posted: "posted"
        case .failed: "failed"
        case .deleting: "deleting"
        }
    }
}

/// One copy of a post on another network, that is or is to be.
public struct OutboxEntry: Sendable, Hashable {
    /// The ledger's number.
    public var number: Int64
    /// The post.
    public var post: GUID
    /// The account's number.
    public var service: Int64
    /// Where it stands.
    public var state: OutboxState
    /// How often it was tried in vain.
    public var attempts: Int
    /// When it was first asked for without it being known what came of it.
    public var triedAt: Timestamp?
    /// By what it is found again.
    public var trace: String?
    /// By what the network knows it.
    public var remoteID: String?
    /// Where people see it.
    public var remoteURL: String?
    /// What was wrong last.
    public var reason: String?
    /// When it is up again.
    public var dueAt: Timestamp
}
