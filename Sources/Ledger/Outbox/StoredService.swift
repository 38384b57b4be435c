import Foundation
import GRDB
public import SocialModel

/// A user's account on another network, as the ledger holds it: what stands in it means something to whoever asks.
public struct StoredService: Sendable, Hashable {
    /// The ledger's number, which is never given again.
    public var number: Int64
    /// Whose it is.
    public var user: DiasporaID
    /// What the user calls it.
    public var name: String
    /// Which network.
    public var kind: String
    /// Where its API is.
    public var endpoint: String
    /// Who the user is there.
    public var account: String?
    /// How posts are to be there, as JSON.
    public var defaults: String
    /// Encrypted.
    public var credentials: [UInt8]
    /// Why it is not used any more.
    public var disabled: String?
}

/// An account on another network, to be kept.
public struct ServicePut: Sendable, Hashable {
    /// Whose it is.
    public var user: DiasporaID
    /// What the user calls it.
    public var name: String
    /// Which network.
    public var kind: String
    /// Where its API is.
    public var endpoint: String
    /// Who the user is there; one account there is one user's here.
    public var account: String?
    /// How posts are to be there, as JSON.
    public var defaults: String
    /// Encrypted.
    public var credentials: [UInt8]

    /// Says it in full.
    public init(
        user: DiasporaID,
        name: String,
        kind: String,
        endpoint: String,
        account: String?,
        defaults: String,
        credentials: [UInt8]
    ) {
        self.user = user
        self.name = name
        self.kind = kind
        self.endpoint = endpoint
        self.account = account
        self.defaults = defaults
        self.credentials = credentials
    }
}

extension StoredService {
    static let columns = """
        services.number, services.service, services.kind, services.endpoint, services.account, services.defaults,
          services.credentials, services.disabled, services.owner
        """

    init?(_ row: Row) {
        guard let user = row["owner"] as DiasporaID? else { return nil }
        self.init(
            number: row["number"],
            user: user,
            name: row["service"],
            kind: row["kind"],
            endpoint: row["endpoint"],
            account: row["account"],
            defaults: row["defaults"],
            credentials: [UInt8](row["credentials"] as Data),
            disabled: row["disabled"]
        )
    }
}

extension OutboxEntry {
    static let columns = """
        outbox.number, outbox.post, outbox.service, outbox.state, outbox.attempts, outbox.tried_at, outbox.trace,
          outbox.remote_id, outbox.remote_url, outbox.reason, outbox.due_at
        """

    init?(_ row: Row) {
        guard let post = row["post"] as GUID?, let state = OutboxState(rawValue: row["state"]) else { return nil }
        self.init(
            number: row["number"],
            post: post,
            service: row["service"],
            state: state,
            attempts: row["attempts"],
            triedAt: row["tried_at"],
            trace: row["trace"],
            remoteID: row["remote_id"],
            remoteURL: row["remote_url"],
            reason: row["reason"],
            dueAt: row["due_at"]
        )
    }
}
