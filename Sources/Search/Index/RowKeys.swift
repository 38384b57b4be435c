import Foundation
import GRDB
import SocialModel

/// Which post each packed row is: the rows' order keys, which rise as their ids do, in blocks of a page of the file.
///
/// What has been read is kept, up to some megabytes.
final class RowKeys {
    /// 4,000 bytes: with what SQLite adds a block takes one page.
    static let blockSize: Int64 = 500
    /// How many blocks are kept.
    private static let most = 1_000

    /// How many rows there are; their ids are 1 … `count`.
    private(set) var count: Int64
    private var blocks: [Int64: [UInt64]] = [:]
    private var changed: Set<Int64> = []

    init(_ db: Database) throws { count = try Self.storedCount(db) }

    private static func storedCount(_ db: Database) throws -> Int64 {
        let last = try Row.fetchOne(db, sql: "SELECT block, length(keys) FROM row_keys ORDER BY block DESC LIMIT 1")
        guard let last else { return 0 }
        return (last[0] as Int64) * blockSize + (last[1] as Int64) / 8
    }

    /// The post of a row.
    func key(of row: Int64, _ db: Database) throws -> OrderKey {
        let (number, place) = (row - 1).quotientAndRemainder(dividingBy: Self.blockSize)
        let keys = try block(number, db)
        guard row > 0, place < keys.count else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "search has a row \(row) without a key")
        }
        return OrderKey(keys[Int(place)])
    }

    /// The row of a post, if it has one.
    func row(of key: OrderKey, _ db: Database) throws -> Int64? {
        let row = try firstRow(from: key, db)
        return try row <= count && self.key(of: row, db) == key ? row : nil
    }

    /// The first row whose key is not below one; beyond the last if there is none.
    func firstRow(from key: OrderKey, _ db: Database) throws -> Int64 {
        var (low, high): (Int64, Int64) = (1, count + 1)
        while low < high {
            let middle = (low + high) / 2
            if try self.key(of: middle, db) < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Gives a post, which is newer than those of all rows, the next row.
    func append(_ key: OrderKey, _ db: Database) throws -> Int64 {
        let number = count / Self.blockSize
        if !count.isMultiple(of: Self.blockSize) { _ = try block(number, db) }
        blocks[number, default: []].append(key.value)
        changed.insert(number)
        count += 1
        return count
    }

    /// Writes what was appended.
    func save(_ db: Database) throws {
        let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO row_keys VALUES (?, ?)")
        for number in changed {
            let bytes = (blocks[number] ?? []).flatMap { unsafe withUnsafeBytes(of: $0.littleEndian, Array.init) }
            try statement.execute(arguments: [number, Data(bytes)])
        }
        changed = []
    }

    /// Goes back to what is stored, after a transaction that failed.
    func revert(_ db: Database) throws {
        blocks = [:]
        changed = []
        count = try Self.storedCount(db)
    }

    private func block(_ number: Int64, _ db: Database) throws -> [UInt64] {
        if let keys = blocks[number] { return keys }
        let statement = try db.cachedStatement(sql: "SELECT keys FROM row_keys WHERE block = ?")
        let bytes = try Data.fetchOne(statement, arguments: [number]) ?? Data()
        let keys = unsafe bytes.withUnsafeBytes { bytes in
            (0..<bytes.count / 8).map {
                unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
            }
        }
        if blocks.count >= Self.most { blocks = blocks.filter { changed.contains($0.key) } }
        blocks[number] = keys
        return keys
    }
}
