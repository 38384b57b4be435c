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

    subscript(place: Place) -> Partition { place.kind == .packed ? packed[place.index] : late[place.index] }

    /// Changes the partition of a row where it stands, and answers its number.
    mutating func update(_ place: Place, _ body: (inout Partition) -> Void) -> Int64 {
        switch place.kind {
        case .packed: body(&packed[place.index])
        case .late: body(&late[place.index])
        }
        return self[place].number
    }

    /// A post's row, and the partition that has it or would have it.
    struct Place {
        let kind: Partition.Kind
        let index: Int
        let row: Int64
    }

    /// Where a post stands, if it does.
    ///
    /// A post that was removed keeps its packed row's number, and comes back there.
    func place(of key: OrderKey, _ keys: RowKeys, _ db: Database) throws -> Place? {
        if let last = packed.last, key <= last.greatest, let row = try keys.row(of: key, db),
            let index = packed.place(holding: key)
        {
            return Place(kind: .packed, index: index, row: row)
        }
        guard let index = late.place(holding: key), late[index].least <= key, key <= late[index].greatest else {
            return nil
        }
        return Place(kind: .late, index: index, row: key.stored)
    }
}
