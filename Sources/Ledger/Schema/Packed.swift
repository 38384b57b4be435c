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
        let count = bytes.count / 4
        if count == 0 { return [] }
        return (0..<count).map {
            UInt32(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self))
        }
    }
}
