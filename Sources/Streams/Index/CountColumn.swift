import SocialModel

/// The counters of each post: three bytes, as most have few of each, and more where that is not enough.
struct CountColumn {
    private var small: [Small] = []
    private var large: [Int: PostCounts] = [:]

    /// Counts as far as they fit into a byte: 255 and more are 255.
    struct Small {
        var comments: UInt8
        var likes: UInt8
        var reshares: UInt8

        init(_ counts: PostCounts) {
            comments = UInt8(clamping: counts.comments)
            likes = UInt8(clamping: counts.likes)
            reshares = UInt8(clamping: counts.reshares)
        }

        fileprivate var isFull: Bool { comments == .max || likes == .max || reshares == .max }
    }

    var byteCount: Int { small.capacity * MemoryLayout<Small>.stride + large.capacity * 24 }

    mutating func reserve(_ count: Int) { small.reserveCapacity(count) }

    mutating func append(_ counts: PostCounts) {
        small.append(Small(counts))
        keep(counts, small.count - 1)
    }

    /// The counters of a post, capped.
    func small(_ post: Int) -> Small { small[post] }

    subscript(post: Int) -> PostCounts {
        get {
            let counts = small[post]
            if counts.isFull, let counts = large[post] { return counts }
            return PostCounts(
                comments: UInt32(counts.comments),
                likes: UInt32(counts.likes),
                reshares: UInt32(counts.reshares)
            )
        }
        set {
            if small[post].isFull { large[post] = nil }
            small[post] = Small(newValue)
            keep(newValue, post)
        }
    }

    private mutating func keep(_ counts: PostCounts, _ post: Int) {
        if small[post].isFull { large[post] = counts }
    }
}
