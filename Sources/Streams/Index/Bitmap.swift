/// A set of people or posts as bits: 14 KB for 110,000, so that a walk over posts finds them in the nearest cache.
struct Bitmap {
    private var words: [UInt64] = []

    var byteCount: Int { words.capacity * 8 }

    mutating func grow(to count: Int) {
        let needed = count / 64 + 1
        if words.count < needed { words.append(contentsOf: repeatElement(0, count: needed - words.count)) }
    }

    func contains(_ number: UInt32) -> Bool {
        let word = Int(number >> 6)
        return word < words.count && words[word] & (1 << UInt64(number & 63)) != 0
    }

    mutating func insert(_ number: UInt32) { words[Int(number >> 6)] |= 1 << UInt64(number & 63) }

    /// All at once, with one access to the set.
    mutating func insert(_ numbers: [UInt32]) { for number in numbers { insert(number) } }

    /// All at once, with one access to the set.
    mutating func remove(_ numbers: [UInt32]) { for number in numbers { remove(number) } }

    mutating func remove(_ number: UInt32) { words[Int(number >> 6)] &= ~(1 << UInt64(number & 63)) }
}
