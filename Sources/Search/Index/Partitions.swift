import GRDB
import SocialModel

/// All partitions, those of a kind oldest first, and which row of which a post has.
struct Partitions {
    var packed: [Partition] = []
    var late: [Partition] = []

    /// Reads them.
    init(_ db: Database) throws {
        packed = try Partition.all(.packed, db)
        late = try Partition.all(.late, db)
    }

    /// None.
    init() {}

    subscript(kind: Partition.Kind) -> [Partition] {
        get { kind == .packed ? packed : late }
        set { if kind == .packed { packed = newValue } else { late = newValue } }
    }

    var all: [Partition] { packed + late }
    var count: Int { all.reduce(0) { $0 + $1.count } }
    var words: Int { all.reduce(0) { $0 + $1.words } }

    subscript(place: Place) -> Partition { place.row.kind == .packed ? packed[place.index] : late[place.index] }

    /// Changes the partition of a row where it stands, and answers its number.
    mutating func update(_ place: Place, _ body: (inout Partition) -> Void) -> Int64 {
        switch place.row.kind {
        case .packed: body(&packed[place.index])
        case .late: body(&late[place.index])
        }
        return self[place].number
    }

    /// A post's row, and the partition that has it or would have it.
    struct Place {
        let row: RowID
        /// Of all partitions of its kind.
        let index: Int
    }

    /// Where a post stands, if it does.
    ///
    /// For a late one that is only where it would be found.
    func place(of key: OrderKey, _ rows: PackedRows, _ db: Database) throws -> Place? {
        if let last = packed.last, key <= last.greatest, let id = try rows.id(of: key, db),
            try rows.row(id, db).length != nil, let index = packed.place(holding: key)
        {
            return Place(row: RowID(kind: .packed, id: id), index: index)
        }
        guard let index = late.place(holding: key), late[index].least <= key, key <= late[index].greatest else {
            return nil
        }
        return Place(row: RowID(kind: .late, id: key.stored), index: index)
    }
}

/// A row of FTS5's tables.
struct RowID {
    let kind: Partition.Kind
    let id: Int64
}
