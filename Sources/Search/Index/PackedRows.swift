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
    let storedLength: UInt16

    private static let lengthOfRemoved = UInt16.max
    /// The most words that are counted.
    static let longest = 65_534

    init(key: OrderKey, check: RowCheck, storedLength: UInt16) {
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
/// Blocks are kept as they are stored: a walk asks for single rows, and what it does not ask for is not read.
final class PackedRows {
    /// With what SQLite adds a block takes one page.
    static let blockSize = Int64(RowBlock.most)
    /// How many blocks are kept: those of a million rows, 14 MiB.
    private static let most = 4_096

    /// How many rows there are; their ids are 1 … `count`.
    private(set) var count: Int64
    private var blocks: [Int64: RowBlock] = [:]
    private var changed: Set<Int64> = []
    /// The block that was asked last, which will be asked again, and its number; -1 if there is none.
    private var last = RowBlock()
    private var lastNumber: Int64 = -1
    /// The row that was looked for last.
    private var found: Int64 = 1

    init(_ db: Database) throws { count = try Self.storedCount(db) }

    private static func storedCount(_ db: Database) throws -> Int64 {
        let last = try Row.fetchOne(db, sql: "SELECT block, length(rows) FROM packed_rows ORDER BY block DESC LIMIT 1")
        guard let last else { return 0 }
        return (last[0] as Int64) * blockSize + (last[1] as Int64) / Int64(RowBlock.rowBytes)
    }

    /// A row.
    func row(_ id: Int64, _ db: Database) throws -> PackedRow {
        let (number, place) = (id - 1).quotientAndRemainder(dividingBy: Self.blockSize)
        if number != lastNumber {
            last = try block(number, db)
            lastNumber = number
        }
        guard id > 0, place < last.count else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "search has a row \(id) of no post")
        }
        return last[Int(place)]
    }

    /// The row of a post, if it ever had one.
    func id(of key: OrderKey, _ db: Database) throws -> Int64? {
        let id = try firstID(from: key, db)
        return try id <= count && row(id, db).key == key ? id : nil
    }

    /// The first row whose key is not below one; beyond the last if there is none.
    ///
    /// It is looked for near the one that was found last, in steps that double: who asks for several asks for neighbours.
    func firstID(from key: OrderKey, _ db: Database) throws -> Int64 {
        var (low, high): (Int64, Int64) = (1, count + 1)
        var step: Int64 = 1
        let start = min(max(found, 1), count)
        if count > 0, try row(start, db).key < key {
            low = start + 1
            while low + step < high, try row(low + step, db).key < key {
                low += step + 1
                step *= 2
            }
            high = min(high, low + step)
        } else if count > 0 {
            high = start
            while high - step >= low, try row(high - step, db).key >= key {
                high -= step
                step *= 2
            }
            low = max(low, high - step + 1)
        }
        while low < high {
            let middle = (low + high) / 2
            if try row(middle, db).key < key { low = middle + 1 } else { high = middle }
        }
        found = low
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
        forgetLast()
        blocks[number, default: RowBlock()].append(row)
        changed.insert(number)
        count += 1
        return count
    }

    /// Says what a row is from now on; its post stays the same.
    func replace(_ id: Int64, by row: PackedRow, _ db: Database) throws {
        let (number, place) = (id - 1).quotientAndRemainder(dividingBy: Self.blockSize)
        _ = try block(number, db)
        forgetLast()
        blocks[number]?.replace(Int(place), by: row)
        changed.insert(number)
    }

    /// Writes what was appended or replaced.
    func save(_ db: Database) throws {
        let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO packed_rows VALUES (?, ?)")
        for number in changed { try statement.execute(arguments: [number, blocks[number]?.data ?? Data()]) }
        changed = []
    }

    /// Goes back to what is stored, so many rows, after a transaction that failed.
    func revert(to count: Int64) {
        blocks = [:]
        changed = []
        forgetLast()
        self.count = count
    }

    /// Takes over what another connection wrote.
    func reload(_ db: Database) throws { revert(to: try Self.storedCount(db)) }

    /// Before a change: what is held twice is copied when it changes.
    private func forgetLast() {
        last = RowBlock()
        lastNumber = -1
    }

    private func block(_ number: Int64, _ db: Database) throws -> RowBlock {
        if let block = blocks[number] { return block }
        let block = try RowBlock(stored: number, db)
        if blocks.count >= Self.most { blocks = blocks.filter { changed.contains($0.key) } }
        blocks[number] = block
        return block
    }
}
