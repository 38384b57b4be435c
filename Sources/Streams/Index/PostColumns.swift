import Ledger
import SocialModel

/// What the index knows of each post, a column a fact, by the post's number.
struct PostColumns {
    private(set) var second: [UInt32] = [0]
    private(set) var millisecond: [UInt16] = [0]
    private(set) var author: [UInt32] = [0]
    private(set) var root: [UInt32] = [0]
    private(set) var flags: [PostFlags] = [[]]
    private(set) var isAlive: [Bool] = [false]
    private(set) var counts: [PostCounts] = [PostCounts()]
    private(set) var interacted: [UInt32] = [0]
    private(set) var version: [UInt32] = [0]

    /// Posts that are there, gone ones not counted.
    private(set) var alive = 0

    /// One more than the highest number.
    var count: Int { second.count }

    /// Bytes of all columns.
    var byteCount: Int {
        second.capacity * 4 + millisecond.capacity * 2 + author.capacity * 4 + root.capacity * 4
            + flags.capacity * MemoryLayout<PostFlags>.stride + isAlive.capacity
            + counts.capacity * MemoryLayout<PostCounts>.stride + interacted.capacity * 4 + version.capacity * 4
    }

    /// Takes in a post.
    ///
    /// Numbers only grow, and one that was rolled back leaves a hole.
    mutating func append(_ post: PostFacts) {
        let index = Int(post.number.value)
        while second.count < index { appendHole() }
        second.append(post.key.second)
        millisecond.append(post.millisecond)
        author.append(post.author.value)
        root.append(post.root?.value ?? 0)
        flags.append(post.flags)
        isAlive.append(true)
        counts.append(post.counts)
        interacted.append(post.interacted)
        version.append(0)
        alive += 1
    }

    /// Makes room for so many posts at once, so that no more is taken than they need.
    mutating func reserve(_ count: Int) {
        second.reserveCapacity(count)
        millisecond.reserveCapacity(count)
        author.reserveCapacity(count)
        root.reserveCapacity(count)
        flags.reserveCapacity(count)
        isAlive.reserveCapacity(count)
        counts.reserveCapacity(count)
        interacted.reserveCapacity(count)
        version.reserveCapacity(count)
    }

    private mutating func appendHole() {
        second.append(0)
        millisecond.append(0)
        author.append(0)
        root.append(0)
        flags.append([])
        isAlive.append(false)
        counts.append(PostCounts())
        interacted.append(0)
        version.append(0)
    }

    func holds(_ post: PostNumber) -> Bool { Int(post.value) < isAlive.count && isAlive[Int(post.value)] }

    func key(_ post: PostNumber) -> OrderKey { OrderKey(second: second[Int(post.value)], post: post) }

    /// Where a post stands in the order of interaction.
    func interactionKey(_ post: PostNumber) -> OrderKey { OrderKey(second: interacted[Int(post.value)], post: post) }

    /// What a reshare passes on, nil if it is none or that is gone.
    func root(_ post: PostNumber) -> PostNumber? {
        let root = root[Int(post.value)]
        return root == 0 ? nil : PostNumber(root)
    }

    mutating func kill(_ post: PostNumber) {
        isAlive[Int(post.value)] = false
        alive -= 1
    }

    mutating func set(_ post: PostNumber, counts new: PostCounts) { counts[Int(post.value)] = new }
    mutating func set(_ post: PostNumber, interacted second: UInt32) { interacted[Int(post.value)] = second }
    mutating func set(_ post: PostNumber, author person: PersonNumber) { author[Int(post.value)] = person.value }
    mutating func setRootless(_ post: PostNumber) { root[Int(post.value)] = 0 }
    mutating func bumpVersion(_ post: PostNumber) { version[Int(post.value)] &+= 1 }
}
