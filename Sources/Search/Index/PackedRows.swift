import Foundation
import GRDB
import SocialModel

/// What is known of a row besides its lists in FTS5.
struct PackedRow {
    /// The post.
    let key: OrderKey
    /// What the row holds.
    let check: RowCheck
    /// What stands for the length in the file.
    fileprivate let storedLength: UInt16

    fileprivate static let lengthOfRemoved = UInt16.max
    /// The most words that are counted.
    static let longest = 65_534

    fileprivate init(key: OrderKey, check: RowCheck, storedLength: UInt16) {
        self.key = key
        self.check = check
        self.storedLength = storedLength
    }

    /// A row of a post.
    init(key: OrderKey, check: RowCheck, length: Int) {
        self.init(key: key, check: check, storedLength: UInt16(min(length, Self.longest)))
    }

    /// How many words it has, up to `longest`; nil for a row whose post went, or stands elsewhere by now.
    var length: Int? { storedLength == Self.lengthOfRemoved ? nil : Int(storedLength) }

    /// The same without its post.
    var removed: PackedRow { PackedRow(key: key, check: RowCheck(), storedLength: Self.lengthOfRemoved) }
}

/// Which post each packed row is: the rows' order keys rise as their ids do, in blocks of a page of the file.
///
/// What has been read is kept, up to some megabytes.
final class PackedRows {
    /// 3,584 bytes: with what SQLite adds a block takes one page.
    static let blockSize: Int64 = 256
    /// A key, a check and a length.
    private static let rowBytes = 14
    /// How many blocks are kept.
    private static let most = 1_000

    /// How many rows there are; their ids are 1 … `count`.
    private(set) var count: Int64
    private var blocks: [Int64: [PackedRow]] = [:]
    private var changed: Set<Int64> = []

    init(_ db: Database) throws { count = try Self.storedCount(db) }

    private static func storedCount(_ db: Database) throws -> Int64 {
        let last = try Row.fetchOne(db, sql: "SELECT block, length(rows) FROM packed_rows ORDER BY block DESC LIMIT 1")
        guard let last else { return 0 }
        return (last[0] as Int64) * blockSize + (last[1] as Int64) / Int64(rowBytes)
    }

    /// A row.
    func row(_ id: Int64, _ db: Database) throws -> PackedRow {
        let (number, place) = (id - 1).quotientAndRemainder(dividingBy: Self.blockSize)
        let rows = try block(number, db)
        guard id > 0, place < rows.count else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "search has a row \(id) of no post")
        }
        return rows[Int(place)]
    }

    /// The row of a post, if it ever had one.
    func id(of key: OrderKey, _ db: Database) throws -> Int64? {
        let id = try firstID(from: key, db)
        return try id <= count && row(id, db).key == key ? id : nil
    }

    /// The first row whose key is not below one; beyond the last if there is none.
    func firstID(from key: OrderKey, _ db: Database) throws -> Int64 {
        var (low, high): (Int64, Int64) = (1, count + 1)
        while low < high {
            let middle = (low + high) / 2
            if try row(middle, db).key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The rows of a stretch of time.
    func ids(from first: OrderKey, through last: OrderKey, _ db: Database) throws -> Range<Int64> {
        let low = try firstID(from: first, db)
        let high = try firstID(from: last, db)
        return low..<(try high <= count && row(high, db).key == last ? high + 1 : max(low, high))
    }

    /// Gives a post, which is newer than those of all rows, the next row.
    func append(_ row: PackedRow, _ db: Database) throws -> Int64 {
        let number = count / Self.blockSize
        if !count.isMultiple(of: Self.blockSize) { _ = try block(number, db) }
        blocks[number, default: []].append(row)
        changed.insert(number)
        count += 1
        return count
    }

    /// Says what a row is from now on; its post stays the same.
    func replace(_ id: Int64, by row: PackedRow, _ db: Database) throws {
        let (number, place) = (id - 1).quotientAndRemainder(dividingBy: Self.blockSize)
        _ = try block(number, db)
        blocks[number]?[Int(place)] = row
        changed.insert(number)
    }

    /// Writes what was appended or replaced.
    func save(_ db: Database) throws {
        let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO packed_rows VALUES (?, ?)")
        for number in changed { try statement.execute(arguments: [number, Self.data(blocks[number] ?? [])]) }
        changed = []
    }

    /// Goes back to what is stored, so many rows, after a transaction that failed.
    func revert(to count: Int64) {
        blocks = [:]
        changed = []
        self.count = count
    }

    private func block(_ number: Int64, _ db: Database) throws -> [PackedRow] {
        if let rows = blocks[number] { return rows }
        let statement = try db.cachedStatement(sql: "SELECT rows FROM packed_rows WHERE block = ?")
        let rows = Self.rows(try Data.fetchOne(statement, arguments: [number]) ?? Data())
        if blocks.count >= Self.most { blocks = blocks.filter { changed.contains($0.key) } }
        blocks[number] = rows
        return rows
    }

    // MARK: - Storage

    private static func data(_ rows: [PackedRow]) -> Data {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rows.count * rowBytes)
        func append(_ value: some FixedWidthInteger) {
            unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
        }
        for row in rows {
            append(row.key.value)
            append(row.check.value)
            append(row.storedLength)
        }
        return Data(bytes)
    }

    private static func rows(_ data: Data) -> [PackedRow] {
        unsafe data.withUnsafeBytes { bytes in
            (0..<bytes.count / rowBytes).map { number in
                let start = number * rowBytes
                let key = unsafe bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
                let check = unsafe bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt32.self)
                let length = unsafe bytes.loadUnaligned(fromByteOffset: start + 12, as: UInt16.self)
                return PackedRow(
                    key: OrderKey(UInt64(littleEndian: key)),
                    check: RowCheck(UInt32(littleEndian: check)),
                    storedLength: UInt16(littleEndian: length)
                )
            }
        }
    }
}
