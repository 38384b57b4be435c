import Foundation
import GRDBSQLite
import SocialModel

/// The values of one run of a statement, given one by one from left to right.
@safe struct BulkRow {
    private let handle: OpaquePointer
    private var place: Int32 = 0
    // SQLite copies what it is given, as it is needed longer than the call.
    private static var copied: sqlite3_destructor_type { unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    init(handle: OpaquePointer) { unsafe self.handle = handle }

    mutating func add(_ number: Int64?) {
        guard let number else { return addNull() }
        place += 1
        unsafe sqlite3_bind_int64(handle, place, number)
    }

    mutating func add(_ number: UInt32?) { add(number.map { Int64($0) }) }

    mutating func add(_ time: Timestamp) { add(time.microseconds) }

    mutating func add(_ text: String?) {
        guard var text else { return addNull() }
        place += 1
        text.withUTF8 { bytes in
            _ = unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                unsafe sqlite3_bind_text(handle, place, characters.baseAddress, Int32(bytes.count), Self.copied)
            }
        }
    }

    mutating func add(_ guid: GUID?) {
        guard let guid else { return addNull() }
        guard let digits = guid.digits else { return add(guid.text) }
        place += 1
        unsafe withUnsafeBytes(of: digits.bigEndian) { bytes in
            _ = unsafe sqlite3_bind_blob(handle, place, bytes.baseAddress, 16, Self.copied)
        }
    }

    /// A packed list; NULL if empty.
    mutating func add(packed numbers: [UInt32], orEmpty: Bool = false) {
        guard let bytes = Packed.blob(numbers) else { return orEmpty ? add(bytes: [UInt8]()) : addNull() }
        add(bytes: bytes)
    }

    /// A blob.
    mutating func add(bytes: some ContiguousBytes) {
        place += 1
        unsafe bytes.withUnsafeBytes { bytes in
            // No bytes are an empty blob, and not NULL.
            guard let start = bytes.baseAddress, unsafe !bytes.isEmpty else {
                unsafe sqlite3_bind_zeroblob(handle, place, 0)
                return
            }
            unsafe sqlite3_bind_blob(handle, place, start, Int32(bytes.count), Self.copied)
        }
    }

    mutating func addNull() {
        place += 1
        unsafe sqlite3_bind_null(handle, place)
    }
}
