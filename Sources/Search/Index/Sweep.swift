import GRDB
import SocialModel

/// Takes rows out of FTS5's lists whose words are kept nowhere else: it gathers them from the lists first.
///
/// Only then do the tags of a removed post count no more.
struct Sweep {
    /// About how many words the rows of one sweep have, which are held in memory; the rest is for another.
    private static let most = 300_000

    let partition: Partition
    private var scan: InstanceScan
    private var found: [Int64: Found]

    /// What was found of a row: tokens by their places.
    private struct Found {
        var words: [(offset: Int, token: [UInt8])] = []
        var facts: [(offset: Int, token: [UInt8])] = []

        var row: KeptRow { KeptRow(words: Self.joined(words), facts: Self.joined(facts)) }

        private static func joined(_ tokens: [(offset: Int, token: [UInt8])]) -> String {
            let sorted = tokens.sorted { $0.offset < $1.offset }.map { String(decoding: $0.token, as: UTF8.self) }
            return sorted.joined(separator: " ")
        }
    }

    /// Of the rows of a partition that were removed so far.
    init(of partition: Partition, _ db: Database) throws {
        self.partition = partition
        scan = InstanceScan(of: partition)
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT id, words FROM removed_rows WHERE partition = ?",
            arguments: [partition.number]
        )
        found = [:]
        var words = 0
        while words < Self.most, let row = try rows.next() {
            found[row[0]] = Found()
            // None is without facts.
            words += 10 + (row[1] as Int)
        }
    }

    /// Whether the rows are gone.
    var isFinished: Bool { found.isEmpty }

    /// Goes on.
    mutating func step(_ index: SearchIndex, _ db: Database) throws {
        guard !scan.isFinished else { return try takeOut(index, db) }
        try scan.step(index, db) { instance in
            guard found[instance.row] != nil else { return }
            switch instance.column {
            case .words: found[instance.row]?.words.append((instance.offset, instance.term))
            case .facts: found[instance.row]?.facts.append((instance.offset, instance.term))
            }
        }
    }

    private mutating func takeOut(_ index: SearchIndex, _ db: Database) throws {
        var tags = TagChanges()
        var count = 0
        // By their ids: FTS5 ends a segment whenever one is lower than the last.
        for id in found.keys.sorted() where count < index.instancesPerStep / 5 {
            guard let tokens = found.removeValue(forKey: id) else { continue }
            let row = tokens.row
            count += tokens.words.count + tokens.facts.count
            try partition.delete(id, row, db)
            tags.count(row.publicTags, of: try index.rows.row(id, db).key, by: -1)
            try db.run(
                "DELETE FROM removed_rows WHERE partition = ? AND id = ?",
                .integer(partition.number),
                .integer(id)
            )
            index.listCheck?.note(id, in: partition.number)
        }
        try tags.save(db)
    }

    /// Whether rows of a partition wait for a sweep.
    static func isNeeded(_ partition: Partition, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM removed_rows WHERE partition = ? LIMIT 1")
        return try Row.fetchOne(statement, arguments: [partition.number]) != nil
    }
}
