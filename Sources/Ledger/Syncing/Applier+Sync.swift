import Foundation
import GRDB
import SocialModel

extension Applier {
    /// How many rows one call looks through at the end of a sync: others write in between.
    private static let rowsPerCall = 2_000

    /// Begins a sync; one that was under way is over, and what it would have removed stays.
    func beginSync(_ scopes: Set<SyncScope>) throws -> String {
        try run("DELETE FROM syncs", [])
        try run("DELETE FROM sync_marks", [])
        let fresh = try scopes.filter { scope in
            try scope.parts.allSatisfy { try row($0.sql(limit: 1), StatementArguments($0.beginning)) == nil }
        }
        try forgetWhatWaits(of: scopes)
        let token = UUID().uuidString.lowercased()
        try run(
            "INSERT INTO syncs (token, begun_at, scopes, fresh) VALUES (?, ?, ?, ?)",
            [token, receivedAt, Self.names(scopes), Self.names(fresh)]
        )
        sync = try ActiveSync(db)
        sync?.mayHaveNewer = false
        return token
    }

    /// What the pod said before and still waits, the pod says again, or it is no more.
    private func forgetWhatWaits(of scopes: Set<SyncScope>) throws {
        for row in try rows("SELECT number, origin, input FROM parked WHERE origin IN (0, 3)", []) {
            let bytes = Array(row["input"] as Data)
            let change: Change
            switch ParkedInput(origin: row["origin"], bytes: bytes) {
            case .change(let waiting), .backfill(let waiting): change = waiting
            case .envelope, nil: continue
            }
            guard let scope = change.syncScope, scopes.contains(scope) else { continue }
            try run("DELETE FROM parked WHERE number = ?", [row["number"] as Int64])
            parked.remove(bytes.count)
        }
    }

    private static func names(_ scopes: Set<SyncScope>) -> String {
        scopes.map(\.rawValue).sorted().joined(separator: " ")
    }

    /// The sync that has this token; throws for one that is over.
    func requireSync(_ token: String) throws -> ActiveSync {
        guard let sync, sync.token == token else { throw LedgerError.syncGone(token: token) }
        return sync
    }

    /// Removes some of what was seen neither in the sync nor since, and says how far that came; the sync is over when
    /// nothing is left to look through.
    func endSync(_ token: String, _ progress: SyncProgress?) throws -> SyncProgress {
        let sync = try requireSync(token)
        let scopes = SyncScope.allCases.filter { sync.scopes.contains($0) && !sync.fresh.contains($0) }
        var progress = progress ?? SyncProgress(scope: scopes.first)
        guard let scope = progress.scope else {
            try run("DELETE FROM syncs", [])
            try run("DELETE FROM sync_marks", [])
            self.sync = nil
            progress.isComplete = true
            return progress
        }
        let part = scope.parts[progress.part]
        let found = try rows(part.sql(limit: Self.rowsPerCall), StatementArguments(progress.place ?? part.beginning))
        for row in found {
            for mark in part.marks(row) where try !isMarked(mark) {
                let removal = try part.removal(self, row, mark)
                // A row that cannot go stays, and the sync can still end.
                let isGone: Bool
                do { isGone = try inSavepoint { try apply(removal, from: .pod) } } catch is Refusal {
                    isGone = false
                } catch is Unmet { isGone = false }
                if isGone { progress.removed[scope, default: 0] += 1 }
            }
        }
        if let last = found.last, found.count == Self.rowsPerCall {
            progress.place = part.key.indices.map { last[$0] }
        } else {
            progress.place = nil
            progress.part += 1
            if progress.part == scope.parts.count {
                progress.part = 0
                progress.scope = scopes.drop { $0 != scope }.dropFirst().first
            }
        }
        return progress
    }

    /// Whether a row was seen, or written since.
    func isMarked(_ mark: SyncMark) throws -> Bool {
        try exists(
            "SELECT 1 FROM sync_marks WHERE scope = ? AND one = ? AND other = ?",
            [mark.scope.number, mark.one, mark.other]
        )
    }
}
