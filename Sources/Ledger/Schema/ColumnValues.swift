import Foundation
public import GRDB
public import SocialModel

/// A GUID of 32 lower-case hexadecimal digits, as most are, is kept as 16 bytes; any other one as text.
extension GUID: DatabaseValueConvertible {
    /// As a column holds it.
    public var databaseValue: DatabaseValue {
        guard let digits else { return text.databaseValue }
        return unsafe withUnsafeBytes(of: digits.bigEndian) { unsafe Data($0) }.databaseValue
    }

    /// From a column.
    public static func fromDatabaseValue(_ value: DatabaseValue) -> GUID? {
        switch value.storage {
        case .blob(let data) where data.count == 16: GUID(digits: data.reduce(0) { $0 << 8 | UInt128($1) })
        case .string(let text): GUID(text)
        default: nil
        }
    }
}

extension DiasporaID: DatabaseValueConvertible {
    /// As a column holds it.
    public var databaseValue: DatabaseValue { text.databaseValue }

    /// From a column.
    public static func fromDatabaseValue(_ value: DatabaseValue) -> DiasporaID? {
        String.fromDatabaseValue(value).flatMap { DiasporaID($0) }
    }
}

extension Timestamp: DatabaseValueConvertible {
    /// As a column holds it.
    public var databaseValue: DatabaseValue { microseconds.databaseValue }

    /// From a column.
    public static func fromDatabaseValue(_ value: DatabaseValue) -> Timestamp? {
        Int64.fromDatabaseValue(value).map { Timestamp(microseconds: $0) }
    }
}

extension Row {
    /// A packed list; NULL is the empty one.
    func numbers(_ column: String) -> [UInt32] { Self.numbers(self[column]) }

    /// The same of a column by its place.
    func numbers(_ column: Int) -> [UInt32] { Self.numbers(self[column]) }

    private static func numbers(_ data: Data?) -> [UInt32] {
        guard let data else { return [] }
        return unsafe data.withUnsafeBytes { unsafe Packed.numbers($0) }
    }
}

extension [UInt32] {
    /// As a column holds it; NULL if empty.
    var packed: Data? { Packed.blob(self).map { Data($0) } }
}
