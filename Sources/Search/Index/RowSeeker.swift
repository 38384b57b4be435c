import GRDB

/// Tells of rows of a partition, the highest first, which of them an expression finds.
final class RowSeeker {
    /// How much it went through, in rows.
    private(set) var rows = 0

    private let isPhrase: Bool
    private let partition: Partition
    private let match: FullTextExpression
    private let asking: RowIDs.Asking
    private var ids: RowIDs?
    /// The row at which it stands, the highest that is found below all that were passed; nil before the first.
    private var current: Int64?
    /// From where FTS5 goes on.
    private var position: Int64 = .max
    private var isFinished = false

    /// How many rows that are not wanted are passed on the way to one that is, before that one is looked for anew, which
    /// costs about as much.
    private static let mostPassed = 32

    /// `isPhrase`: more words than one, of which FTS5 goes through the lists until they stand side by side.
    init(_ partition: Partition, _ match: FullTextExpression, _ asking: RowIDs.Asking, isPhrase: Bool = false) {
        self.isPhrase = isPhrase
        self.partition = partition
        self.match = match
        self.asking = asking
    }

    /// Whether the expression finds a row, one below all that were asked for before.
    func finds(_ row: Int64, _ index: SearchIndex, _ db: Database) throws -> Bool {
        var passed = 0
        while !isFinished {
            if let current, current <= row { return current == row }
            if ids == nil || passed == Self.mostPassed {
                try seek(row, index, db)
                passed = 0
            }
            try step(db)
            passed += 1
        }
        return false
    }

    private func seek(_ row: Int64, _ index: SearchIndex, _ db: Database) throws {
        rows += Self.mostPassed
        position = row
        // One statement at a time: it is taken up again for the next.
        ids = nil
        ids = try RowIDs(
            of: partition,
            db,
            index.idle,
            match: match,
            asking: asking,
            before: row < .max ? row + 1 : row,
            from: .min
        )
    }

    private func step(_ db: Database) throws {
        guard let next = try ids?.next(db) else {
            isFinished = true
            if isPhrase { rows += partition.cost }
            return
        }
        rows += 1
        if isPhrase, partition.kind == .packed { rows += Int(position - next) / Partition.rowsOfCandidate }
        (position, current) = (next, next)
    }
}
