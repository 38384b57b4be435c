import SocialModel

/// Which posts pass on which, as pairs in the order of the roots: eight bytes each, and those of one root side by side.
struct ReshareList {
    private var pairs = ChunkedList()

    init() {}

    /// Takes in pairs in any order, each once.
    init(_ reshares: some Sequence<(post: PostNumber, root: PostNumber)>) {
        pairs = ChunkedList(sorting: reshares.map { Self.pair($0.post, $0.root) })
    }

    mutating func insert(_ post: PostNumber, of root: PostNumber) { pairs.insert(Self.pair(post, root)) }

    mutating func remove(_ post: PostNumber, of root: PostNumber) { pairs.remove(Self.pair(post, root)) }

    func contains(_ post: PostNumber, of root: PostNumber) -> Bool { pairs.contains(Self.pair(post, root)) }

    /// The reshares of a post, the newest number first.
    func of(_ root: PostNumber) -> [PostNumber] {
        var found: [PostNumber] = []
        var position = pairs.position(before: Self.pair(PostNumber(.max), root))
        while let pair = pairs.step(&position), pair >> 32 == UInt64(root.value) {
            found.append(PostNumber(UInt32(truncatingIfNeeded: pair)))
        }
        return found
    }

    var byteCount: Int { pairs.byteCount }

    private static func pair(_ post: PostNumber, _ root: PostNumber) -> UInt64 {
        UInt64(root.value) << 32 | UInt64(post.value)
    }
}
