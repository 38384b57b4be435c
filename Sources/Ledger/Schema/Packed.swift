/// Lists of 32-bit numbers as the ledger's blobs hold them, little-endian.
enum Packed {
    /// Packs a list; an empty one is nil, which takes no room.
    static func blob(_ numbers: [UInt32]) -> [UInt8]? {
        if numbers.isEmpty { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(numbers.count * 4)
        for number in numbers {
            for shift in stride(from: UInt32(0), to: 32, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }
        return bytes
    }

    /// Unpacks a list; trailing bytes that make no number are ignored.
    static func numbers(_ bytes: UnsafeRawBufferPointer) -> [UInt32] {
        var numbers: [UInt32] = []
        unsafe each(bytes) { numbers.append($0) }
        return numbers
    }

    /// Calls `body` with each number of a list; trailing bytes that make no number are ignored.
    static func each(_ bytes: UnsafeRawBufferPointer, _ body: (UInt32) -> Void) {
        for index in 0..<bytes.count / 4 {
            body(UInt32(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)))
        }
    }
}
