import Foundation
import GRDB

/// The sync that has begun and not ended; there is one at most.
struct ActiveSync: Equatable {
    /// What changes of the sync name.
    let token: String
    /// What is compared.
    let scopes: Set<SyncScope>
    /// Of which nothing was there at the beginning, so that nothing can be left over.
    let fresh: Set<SyncScope>

    /// Whether anything may have been written since that is no part of it.
    var mayHaveNewer = true

    /// The one a ledger is in.
    init?(_ db: Database) throws {
        let row = try Row.fetchOne(db, sql: "SELECT token, scopes, fresh FROM syncs")
        guard let row else { return nil }
        (token, scopes, fresh) = (row[0], Self.scopes(row[1]), Self.scopes(row[2]))
    }

    private static func scopes(_ names: String) -> Set<SyncScope> {
        Set(names.split(separator: " ").compactMap { SyncScope(rawValue: String($0)) })
    }
}

/// How far the end of a sync has come.
public struct SyncProgress: Sendable, Hashable {
    /// What is looked through next; nil when nothing is left.
    public internal(set) var scope: SyncScope?
    /// Whether all is done, and the sync over.
    public internal(set) var isComplete = false
    /// Which of its tables.
    var part = 0
    /// The last row of that that was looked at, by its key.
    var place: [DatabaseValue]?
    /// How many rows of each kind were removed so far.
    public internal(set) var removed: [SyncScope: Int] = [:]
}

/// A row, as marks name it.
struct SyncMark: Hashable {
    let scope: SyncScope
    let one: Int64
    let other: Int64

    init(_ scope: SyncScope, _ one: some BinaryInteger, _ other: some BinaryInteger) {
        (self.scope, self.one, self.other) = (scope, Int64(clamping: one), Int64(clamping: other))
    }

    init(_ scope: SyncScope, _ one: some BinaryInteger) { self.init(scope, one, 0) }

    /// A row that is known by its user and a name.
    init(_ scope: SyncScope, _ one: some BinaryInteger, name: String) {
        // FNV-1a: should two names of one user meet, a row stays that could have gone.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        self.init(scope, one, Int64(bitPattern: hash))
    }
}
