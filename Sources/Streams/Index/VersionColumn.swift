/// How often each post changed since the start: a byte, and more where that is not enough.
struct VersionColumn {
    private var small: [UInt8] = []
    private var large: [Int: UInt32] = [:]

    var byteCount: Int { small.capacity + large.capacity * 16 }

    mutating func reserve(_ count: Int) { small.reserveCapacity(count) }

    mutating func append() { small.append(0) }

    subscript(post: Int) -> UInt32 { small[post] < .max ? UInt32(small[post]) : large[post] ?? UInt32(UInt8.max) }

    mutating func bump(_ post: Int) {
        if small[post] < .max { small[post] += 1 } else { large[post] = self[post] &+ 1 }
    }
}
