import SocialModel

/// All posts in their orders, and by what they pass on.
struct StreamOrders: Sendable {
    let time: ChunkedList
    let interactions: ChunkedList
    let reshares: ReshareList

    /// Sorts them, on a thread of its own.
    @concurrent init(_ posts: PostColumns) async {
        let all = (0..<UInt32(posts.count)).lazy.map { PostNumber($0) }.filter { posts.holds($0) }
        time = ChunkedList(sorting: all.map { posts.key($0).value })
        interactions = ChunkedList(sorting: all.map { posts.interactionKey($0).value })
        reshares = ReshareList(all.compactMap { post in posts.root(post).map { (post, $0) } })
    }
}
