import Foundation
import GRDB
import SocialModel

extension Applier {
    func perform(_ write: OutboxWrite) throws {
        touchesOutbox = true
        switch write {
        case .put(let put): try putService(put)
        case .delete(let user, let name): try deleteService(user, name)
        case .enqueue(let post, let user, let names, let thoughLimited):
            try enqueue(post, of: user, to: names, thoughLimited: thoughLimited)
        case .renew(let service, let old, let new):
            try run(
                "UPDATE services SET credentials = ? WHERE number = ? AND credentials = ?",
                [Data(new), service, Data(old)]
            )
        case .trying(let number, let trace, let until):
            try run(
                """
                UPDATE outbox SET state = ?, trace = ?, tried_at = ifnull(tried_at, ?), due_at = ?, changed_at = ?
                  WHERE number = ? AND state IN (?, ?)
                """,
                [
                    OutboxState.trying.rawValue, trace, receivedAt, until, receivedAt, number,
                    OutboxState.waiting.rawValue,
                    OutboxState.trying.rawValue,
                ]
            )
            // Taken back meanwhile: then nothing may be asked.
            guard touched > 0 else { throw Refusal("not_waiting", "The copy is not to be made any more.") }
        case .posted(let number, let id, let url): try notePosted(number, id, url)
        case .postpone(let number, let until, let reason, let mayBeThere, let wholeService):
            try postpone(number, until, reason, mayBeThere: mayBeThere, wholeService: wholeService)
        case .failed(let number, let reason):
            try run(
                "UPDATE outbox SET state = ?, reason = ?, changed_at = ? WHERE number = ? AND state <> ?",
                [OutboxState.failed.rawValue, reason, receivedAt, number, OutboxState.deleting.rawValue]
            )
        case .disable(let service, let copy, let reason, let mayBeThere):
            if !mayBeThere {
                try run(
                    "UPDATE outbox SET tried_at = NULL, trace = NULL WHERE number = ? AND remote_id IS NULL",
                    [copy]
                )
            }
            try disable(service, reason)
        case .abandoned(let number, let reason):
            try run(
                """
                UPDATE outbox SET state = ?, reason = ?, changed_at = ?, trace = NULL WHERE number = ?
                  AND service IN (SELECT number FROM services WHERE NOT removed)
                """,
                [OutboxState.failed.rawValue, reason, receivedAt, number]
            )
            // Of an account that is gone nobody is told.
            if touched == 0 { try perform(.gone(number)) }
        case .gone(let number):
            let service = try number64("SELECT service FROM outbox WHERE number = ?", [number])
            try run("DELETE FROM outbox WHERE number = ?", [number])
            if let service { try forgetIfDone(service) }
        }
    }

    // MARK: - Accounts

    private func putService(_ put: ServicePut) throws {
        let user = try user(put.user)
        let known = try row(
            "SELECT number, kind, endpoint FROM services WHERE user = ? AND service = ? AND NOT removed",
            [user.value, put.name]
        )
        if let account = put.account {
            let taken = try row(
                """
                SELECT 1 FROM services WHERE kind = ? AND endpoint = ? AND account = ? AND NOT (user = ? AND service = ?)
                """,
                [put.kind, put.endpoint, account, user.value, put.name]
            )
            if taken != nil {
                throw Refusal("account_taken", "The account \(account.cut(to: 80)) is connected already.")
            }
        }
        guard let known else {
            let count = try number("SELECT count(*) FROM services WHERE user = ? AND NOT removed", [user.value]) ?? 0
            guard count < limits.services else {
                throw Refusal("too_many_services", "A user has at most \(limits.services) services.")
            }
            return try run(
                """
                INSERT INTO services (user, owner, service, kind, endpoint, account, defaults, credentials)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    user.value, put.user, put.name, put.kind, put.endpoint, put.account, put.defaults,
                    Data(put.credentials),
                ]
            )
        }
        // The copies that it knows of would be looked for elsewhere.
        guard known["kind"] == put.kind, known["endpoint"] == put.endpoint else {
            throw Refusal("service_differs", "The service of that name is another network's: delete it first.")
        }
        try run(
            """
            UPDATE services SET owner = ?, account = ?, defaults = ?, credentials = ?, disabled = NULL WHERE number = ?
            """,
            [put.user, put.account, put.defaults, Data(put.credentials), known["number"] as Int64]
        )
    }

    private func deleteService(_ userID: DiasporaID, _ name: String) throws {
        let user = try user(userID)
        let found = try number64(
            "SELECT number FROM services WHERE user = ? AND service = ? AND NOT removed",
            [user.value, name]
        )
        guard let found else { throw Refusal.unknownService(name) }
        try endService(found)
    }

    /// Forgets an account with all that waits for it; at once, unless copies of what was retracted are to be deleted.
    private func endService(_ number: Int64) throws {
        try run("DELETE FROM outbox WHERE service = ? AND state <> ?", [number, OutboxState.deleting.rawValue])
        try run(
            "UPDATE services SET removed = 1, service = number, account = NULL WHERE number = ?",
            [number]
        )
        try forgetIfDone(number)
    }

    private func forgetIfDone(_ service: Int64) throws {
        try run(
            """
            DELETE FROM services WHERE number = ? AND removed
              AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.service = services.number)
            """,
            [service]
        )
    }

    /// All accounts of somebody whose account here is gone.
    func endServices(of user: UserNumber) throws {
        for service in try rows("SELECT number FROM services WHERE user = ? AND NOT removed", [user.value]) {
            touchesOutbox = true
            try endService(service[0])
        }
    }

    private func disable(_ service: Int64, _ reason: String) throws {
        try run("UPDATE services SET disabled = ? WHERE number = ?", [reason, service])
        // What may be there already is settled when the user has connected again; what is not is not posted out of time.
        try run(
            """
            UPDATE outbox SET state = ?, reason = ?, changed_at = ? WHERE service = ? AND state IN (?, ?) AND tried_at IS NULL
            """,
            [
                OutboxState.failed.rawValue, reason, receivedAt, service, OutboxState.waiting.rawValue,
                OutboxState.trying.rawValue,
            ]
        )
        // Nobody will connect an account that is gone.
        try run(
            "DELETE FROM outbox WHERE service = (SELECT number FROM services WHERE number = ? AND removed)",
            [service]
        )
        try forgetIfDone(service)
    }

    // MARK: - Copies

    /// Lets a user's post be copied; one that is copied, or waits for it, already stays as it is.
    func enqueue(_ guid: GUID, of userID: DiasporaID, to names: [String], thoughLimited: Bool) throws {
        let user = try user(userID)
        let post = try post(guid)
        guard let author = try known(userID)?.number, post.author == author else {
            throw Refusal("not_own_post", "The post \(guid) is not one of \(userID).")
        }
        guard !post.flags.contains(.reshare) else { throw Refusal("no_own_text", "A reshare is not posted elsewhere.") }
        guard post.flags.contains(.isPublic) || thoughLimited else {
            throw Refusal("post_limited", "The post \(guid) is limited, and though_limited is not set.")
        }
        touchesOutbox = true
        for name in names {
            let service = try row(
                "SELECT number, disabled FROM services WHERE user = ? AND service = ? AND NOT removed",
                [user.value, name]
            )
            guard let service else { throw Refusal.unknownService(name) }
            if let reason = service["disabled"] as String? {
                throw Refusal("service_disabled", "The service \(name.quoted) has to be connected again: \(reason)")
            }
            try run(
                """
                INSERT INTO outbox (post, service, state, due_at, changed_at) VALUES (?, ?, ?, ?, ?)
                  ON CONFLICT (post, service) DO UPDATE SET state = iif(tried_at IS NULL, 0, 1), attempts = 0, reason = NULL,
                    due_at = excluded.due_at, changed_at = excluded.changed_at WHERE state = ?
                """,
                [
                    guid, service["number"] as Int64, OutboxState.waiting.rawValue, receivedAt, receivedAt,
                    OutboxState.failed.rawValue,
                ]
            )
        }
    }

    /// What was retracted goes elsewhere too, if it was ever asked for.
    func retractCopies(of guid: GUID) throws {
        try run("DELETE FROM outbox WHERE post = ? AND remote_id IS NULL AND tried_at IS NULL", [guid])
        try run(
            """
            UPDATE outbox SET state = ?, due_at = iif(remote_id IS NULL, max(due_at, ?), ?), attempts = 0, reason = NULL,
              changed_at = ? WHERE post = ?
            """,
            [OutboxState.deleting.rawValue, receivedAt, receivedAt, receivedAt, guid]
        )
        if touched > 0 { touchesOutbox = true }
    }

    private func notePosted(_ number: Int64, _ id: String, _ url: String?) throws {
        try run(
            """
            UPDATE outbox SET state = iif(state = ?, state, ?), remote_id = ?, remote_url = ?, trace = NULL, reason = NULL,
              attempts = 0, due_at = ?, changed_at = ? WHERE number = ?
            """,
            [
                OutboxState.deleting.rawValue, OutboxState.posted.rawValue, id, url, receivedAt, receivedAt, number,
            ]
        )
    }

    private func postpone(
        _ number: Int64,
        _ until: Timestamp,
        _ reason: String,
        mayBeThere: Bool,
        wholeService: Bool
    ) throws {
        try run(
            """
            UPDATE outbox SET due_at = ?, reason = ?, attempts = attempts + 1, changed_at = ?,
              state = iif(state = \(OutboxState.trying.rawValue) AND NOT ?, \(OutboxState.waiting.rawValue), state),
              tried_at = iif(?, tried_at, NULL), trace = iif(?, trace, NULL) WHERE number = ?
            """,
            [until, reason, receivedAt, mayBeThere, mayBeThere, mayBeThere, number]
        )
        guard wholeService else { return }
        try run(
            """
            UPDATE outbox SET due_at = ? WHERE due_at < ? AND service = (SELECT service FROM outbox WHERE number = ?)
              AND state IN (\(OutboxState.waiting.rawValue), \(OutboxState.trying.rawValue), \(OutboxState.deleting.rawValue))
            """,
            [until, until, number]
        )
    }

    private func number64(_ sql: String, _ arguments: StatementArguments) throws -> Int64? {
        try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }
}

extension Refusal {
    static func unknownService(_ name: String) -> Refusal {
        Refusal("unknown_service", "The user has no service \(name.quoted).")
    }
}
