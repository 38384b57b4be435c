import GRDB

/// The highest number given of each kind, the sequence number, and the number of the pod's that it told with last.
///
/// None is ever given twice.
struct Numbers: Equatable {
    var seq: UInt64 = 0
    var telling: UInt64 = 0
    var post: UInt32 = 0
    var person: UInt32 = 0
    var user: UInt32 = 0
    var aspect: UInt32 = 0
    var tag: UInt32 = 0

    private static var fields: [(String, WritableKeyPath<Numbers, UInt32>)] {
        [("post", \.post), ("person", \.person), ("user", \.user), ("aspect", \.aspect), ("tag", \.tag)]
    }

    /// Reads where the numbers stand.
    init(_ db: Database) throws {
        let rows = try Row.fetchAll(db, sql: "SELECT key, value FROM meta")
        let values = Dictionary(rows.map { ($0[0] as String, $0[1] as DatabaseValue) }) { first, _ in first }
        func large(_ name: String) -> UInt64 {
            values[name].flatMap { Int64.fromDatabaseValue($0) }.map { UInt64(clamping: $0) } ?? 0
        }
        (seq, telling) = (large("seq"), large("telling"))
        for (name, path) in Self.fields {
            self[keyPath: path] = values[name].flatMap { Int64.fromDatabaseValue($0) }.map { UInt32(clamping: $0) } ?? 0
        }
    }

    /// Writes what differs from `old`.
    func save(_ db: Database, since old: Numbers) throws {
        let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)")
        if seq != old.seq { try statement.execute(arguments: ["seq", Int64(clamping: seq)]) }
        if telling != old.telling { try statement.execute(arguments: ["telling", Int64(clamping: telling)]) }
        for (name, path) in Self.fields where self[keyPath: path] != old[keyPath: path] {
            try statement.execute(arguments: [name, self[keyPath: path]])
        }
    }

    /// Counts one of them up.
    mutating func next(_ field: WritableKeyPath<Numbers, UInt32>) throws -> UInt32 {
        guard self[keyPath: field] < .max else { throw Refusal("ledger_full", "The ledger has no numbers left.") }
        self[keyPath: field] += 1
        return self[keyPath: field]
    }
}
