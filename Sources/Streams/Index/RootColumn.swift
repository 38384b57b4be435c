import SocialModel

/// What each reshare passes on: a bit a post, and four bytes for those that are reshares.
struct RootColumn {
    /// Which posts have a root, 64 a word.
    private var words: [UInt64] = []
    /// How many have one before each word.
    private var before: [UInt32] = []
    /// The roots, in the order of the posts; 0 for one that is gone.
    private var roots: [UInt32] = []
    private var count = 0

    var byteCount: Int { words.capacity * 8 + before.capacity * 4 + roots.capacity * 4 }

    mutating func reserve(_ count: Int) {
        words.reserveCapacity(count / 64 + 1)
        before.reserveCapacity(count / 64 + 1)
    }

    mutating func append(_ root: PostNumber?) {
        if count & 63 == 0 {
            words.append(0)
            before.append(UInt32(roots.count))
        }
        if let root {
            words[count >> 6] |= 1 << UInt64(count & 63)
            roots.append(root.value)
        }
        count += 1
    }

    /// The root of a post; nil if it has none, or one that is gone.
    subscript(post: Int) -> PostNumber? {
        guard let place = place(of: post), roots[place] != 0 else { return nil }
        return PostNumber(roots[place])
    }

    mutating func clear(_ post: Int) { if let place = place(of: post) { roots[place] = 0 } }

    /// Gives back the room that growing took in advance.
    mutating func compact() { roots.compact() }

    private func place(of post: Int) -> Int? {
        let (word, bit) = (words[post >> 6], UInt64(1) << UInt64(post & 63))
        guard word & bit != 0 else { return nil }
        return Int(before[post >> 6]) + (word & (bit - 1)).nonzeroBitCount
    }
}
