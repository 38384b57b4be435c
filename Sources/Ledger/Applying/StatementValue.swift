import Foundation
import SocialModel

/// What a statement of the applier's takes for a `?`.
protocol StatementValue {
    /// Gives SQLite the value for the next place.
    func add(to row: inout BulkRow)
}

extension Int64: StatementValue {
    func add(to row: inout BulkRow) { row.add(self) }
}

extension Int: StatementValue {
    func add(to row: inout BulkRow) { row.add(Int64(self)) }
}

extension UInt32: StatementValue {
    func add(to row: inout BulkRow) { row.add(self) }
}

extension UInt16: StatementValue {
    func add(to row: inout BulkRow) { row.add(Int64(self)) }
}

extension Bool: StatementValue {
    func add(to row: inout BulkRow) { row.add(self ? 1 : 0 as Int64) }
}

extension String: StatementValue {
    func add(to row: inout BulkRow) { row.add(self) }
}

extension [UInt8]: StatementValue {
    func add(to row: inout BulkRow) { row.add(bytes: self) }
}

extension Data: StatementValue {
    func add(to row: inout BulkRow) { row.add(bytes: self) }
}

extension GUID: StatementValue {
    func add(to row: inout BulkRow) { row.add(self) }
}

extension DiasporaID: StatementValue {
    func add(to row: inout BulkRow) { row.add(text) }
}

extension Timestamp: StatementValue {
    func add(to row: inout BulkRow) { row.add(self) }
}
