import Foundation
public import GRDB
public import SocialModel

/// A GUID of 32 lower-case hexadecimal digits, as most are, is kept as 16 bytes; any other one as text.
extension GUID: DatabaseValueConvertible {
    /// As a column holds it.
    public var databaseValue: DatabaseValue {
        guard let packed = hexadecimalBytes else { return text.databaseValue }
        return Data(packed).databaseValue
    }

    /// From a column.
    public static func fromDatabaseValue(_ value: DatabaseValue) -> GUID? {
        switch value.storage {
        case .blob(let data): GUID(data.map(hexadecimal).joined())
        case .string(let text): GUID(text)
        default: nil
        }
    }

    private var hexadecimalBytes: [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 32 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        for index in stride(from: 0, to: 32, by: 2) {
            guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

private func hexadecimal(_ byte: UInt8) -> String {
    let digits = Array("0123456789abcdef")
    return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
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
    func numbers(_ column: String) -> [UInt32] {
        guard let data = self[column] as Data? else { return [] }
        return unsafe data.withUnsafeBytes { unsafe Packed.numbers($0) }
    }
}

extension [UInt32] {
    /// As a column holds it; NULL if empty.
    var packed: Data? { Packed.blob(self).map { Data($0) } }
}
