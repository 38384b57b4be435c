import Ledger
import SocialModel

/// What the index knows of each post, a column a fact, by the post's number.
struct PostColumns {
    /// Those by which posts are judged.
    private(set) var judged = JudgedPosts()
    private(set) var millisecond: [UInt16] = []
    private(set) var interacted: [UInt32] = []
    private(set) var counts = CountColumn()
    private var roots = RootColumn()
    private var versions = VersionColumn()

    var second: [UInt32] { _read { yield judged.second } }
    var author: [UInt32] { _read { yield judged.author } }
    var flags: [PostFlags] { _read { yield judged.flags } }

    /// Posts that are there, gone ones not counted.
    private(set) var alive = 0

    /// Numbers begin with 1.
    init() { appendHole() }

    /// One more than the highest number.
    var count: Int { second.count }

    /// Bytes of all columns.
    var byteCount: Int {
        second.capacity * 4 + millisecond.capacity * 2 + author.capacity * 4
            + flags.capacity * MemoryLayout<PostFlags>.stride + interacted.capacity * 4
            + counts.byteCount + roots.byteCount + versions.byteCount + judged.isAlive.byteCount
    }

    /// Takes in a post.
    ///
    /// Numbers only grow, and one that was rolled back leaves a hole.
    mutating func append(_ post: PostRows.Post) {
        let index = Int(post.key.post.value)
        while second.count < index { appendHole() }
        judged.second.append(post.key.second)
        millisecond.append(post.millisecond)
        judged.author.append(post.author.value)
        judged.flags.append(post.flags)
        interacted.append(post.interacted)
        counts.append(post.counts)
        roots.append(post.root)
        versions.append()
        judged.isAlive.grow(to: index + 1)
        judged.isAlive.insert(UInt32(index))
        alive += 1
    }

    private mutating func appendHole() {
        judged.second.append(0)
        millisecond.append(0)
        judged.author.append(0)
        judged.flags.append([])
        interacted.append(0)
        counts.append(PostCounts())
        roots.append(nil)
        versions.append()
        judged.isAlive.grow(to: second.count)
    }

    /// Makes room for so many posts at once, so that no more is taken than they need.
    mutating func reserve(_ count: Int) {
        judged.second.reserveCapacity(count)
        millisecond.reserveCapacity(count)
        judged.author.reserveCapacity(count)
        judged.flags.reserveCapacity(count)
        interacted.reserveCapacity(count)
        counts.reserve(count)
        roots.reserve(count)
        versions.reserve(count)
        judged.isAlive.grow(to: count)
    }

    /// Gives back the room that growing took in advance.
    mutating func compact() { roots.compact() }

    func holds(_ post: PostNumber) -> Bool { judged.holds(post) }

    func facts(_ post: PostNumber) -> ItemFacts {
        guard holds(post) else { return .gone }
        return ItemFacts(key: key(post), version: version(post), counts: counts[Int(post.value)])
    }

    func key(_ post: PostNumber) -> OrderKey { OrderKey(second: second[Int(post.value)], post: post) }

    /// Where a post stands in the order of interaction.
    func interactionKey(_ post: PostNumber) -> OrderKey { OrderKey(second: interacted[Int(post.value)], post: post) }

    /// What a reshare passes on, nil if it is none or that is gone.
    func root(_ post: PostNumber) -> PostNumber? { roots[Int(post.value)] }

    /// How often a post's contents changed since the start.
    func version(_ post: PostNumber) -> UInt32 { versions[Int(post.value)] }

    mutating func kill(_ post: PostNumber) {
        judged.isAlive.remove(post.value)
        alive -= 1
    }

    mutating func set(_ post: PostNumber, counts new: PostCounts) { counts[Int(post.value)] = new }
    mutating func set(_ post: PostNumber, interacted second: UInt32) { interacted[Int(post.value)] = second }
    mutating func set(_ post: PostNumber, author person: PersonNumber) { judged.author[Int(post.value)] = person.value }
    mutating func set(_ post: PostNumber, flags new: PostFlags) { judged.flags[Int(post.value)] = new }
    mutating func setRootless(_ post: PostNumber) { roots.clear(Int(post.value)) }
    mutating func bumpVersion(_ post: PostNumber) { versions.bump(Int(post.value)) }
}
