import GRDB
public import SocialModel

/// Compares FTS5's lists with what they were given, partition by partition.
///
/// Each row's tokens are summed up as they are found, and the sum compared with the row's check. Rows that are written
/// meanwhile are left out: their tokens may have been found before or after.
struct ListCheck {
    private var partitions: [Int64]
    private var current: (partition: Partition, scan: InstanceScan)?
    private var sums: [Int64: RowCheck] = [:]
    private var written: Set<Int64> = []

    /// Of all partitions that there are now.
    init(_ index: SearchIndex) { partitions = index.partitions.all.map(\.number) }

    /// Whether all were compared.
    var isFinished: Bool { current == nil && partitions.isEmpty }

    /// Takes note of a row that was written or removed.
    mutating func note(_ row: Int64, in partition: Int64) {
        if current?.partition.number == partition { written.insert(row) }
    }

    /// Goes on; answers what was found at the end of a partition.
    mutating func step(_ index: SearchIndex, _ db: Database) throws -> [ListFault] {
        if current == nil {
            let number = partitions.popLast()
            guard let partition = index.partitions.all.first(where: { $0.number == number }) else { return [] }
            current = (partition, InstanceScan(of: partition))
        }
        try current?.scan.step(index, db) { instance in
            sums[instance.row, default: RowCheck()].add(instance.term, instance.column, instance.offset)
        }
        guard let (partition, scan) = current, scan.isFinished else { return [] }
        let now = index.partitions.all.first { $0.number == partition.number } ?? partition
        let found = try faults(of: now, index, db)
        (current, sums, written) = (nil, [:], [])
        return found
    }

    private func faults(of partition: Partition, _ index: SearchIndex, _ db: Database) throws -> [ListFault] {
        var (faults, sums): ([ListFault], [Int64: RowCheck]) = ([], sums)
        func compare(_ id: Int64, _ key: OrderKey, _ check: RowCheck) {
            let sum = sums.removeValue(forKey: id)
            if sum != check, !written.contains(id) {
                faults.append(sum == nil ? .missing(key.post) : .different(key.post))
            }
        }
        switch partition.kind {
        case .packed:
            for id in try index.rows.ids(from: partition.least, through: partition.greatest, db) {
                let row = try index.rows.row(id, db)
                if row.length != nil { compare(id, row.key, row.check) }
            }
        case .late:
            let rows = try KeptRows.late(from: partition.least.stored, through: partition.greatest.stored, db)
            while let row = try rows.next() {
                let id: Int64 = row[0]
                compare(id, OrderKey(stored: id), RowCheck(words: row[1], facts: row[2]))
            }
        }
        // Those of removed rows are there until they are swept out.
        for id in try Int64.fetchAll(
            db,
            sql: "SELECT id FROM removed_rows WHERE partition = ?",
            arguments: [partition.number]
        ) { sums[id] = nil }
        faults += sums.keys.filter { !written.contains($0) }.map { _ in .extra }
        return faults
    }
}

/// A way in which FTS5's lists differ from what they were given.
public enum ListFault: Hashable, Sendable {
    /// They have nothing of a post.
    case missing(PostNumber)
    /// They have something else of it.
    case different(PostNumber)
    /// They have a row of no post.
    case extra
}
