import SocialModel

/// What of the posts read so far stands in which lists, until the lists are made.
public struct LoadedLists: Sendable {
    var tags = MembershipRows()
    var mentions = MembershipRows()
    var received = MembershipRows()

    /// Starts empty.
    public init() {}
}

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

/// All lists, by the number of whom or what they are of.
struct StreamPostings: Sendable {
    let byAuthor: [PostingList]
    let byMention: [PostingList]
    let byTag: [PostingList]
    let received: [PostingList]

    /// Makes them, on a thread of its own.
    @concurrent init(_ lists: LoadedLists, _ posts: PostColumns, people: Int, users: Int) async {
        var authors = MembershipRows()
        authors.reserve(posts.count)
        for number in 0..<UInt32(posts.count) where posts.holds(PostNumber(number)) {
            authors.add(posts.author[Int(number)], PostNumber(number))
        }
        let people = max(people, Int(max(authors.highest, lists.mentions.highest)) + 1)
        byAuthor = authors.lists(people, posts)
        byMention = lists.mentions.lists(people, posts)
        byTag = lists.tags.lists(Int(lists.tags.highest) + 1, posts)
        received = lists.received.lists(users, posts)
    }
}

/// Which posts stand in which of many lists, in the order in which they were read.
struct MembershipRows: Sendable {
    private var rows: [Row] = []

    private struct Row {
        var list: UInt32
        var post: UInt32
    }

    /// The highest number of a list.
    private(set) var highest: UInt32 = 0

    mutating func reserve(_ count: Int) { rows.reserveCapacity(count) }

    mutating func add(_ list: UInt32, _ post: PostNumber) {
        highest = max(highest, list)
        rows.append(Row(list: list, post: post.value))
    }

    /// The lists up to a number, in the order of time.
    ///
    /// Rows are counted, then put where they belong: two passes, whereas to insert one after the other would grow each
    /// list again and again.
    consuming func lists(_ count: Int, _ posts: borrowing PostColumns) -> [PostingList] {
        var ends = [Int](repeating: 0, count: count + 1)
        for row in rows where row.list < count { ends[Int(row.list) + 1] += 1 }
        for list in 0..<count { ends[list + 1] += ends[list] }
        var keys = [UInt64](repeating: 0, count: ends[count])
        // Each list's begin moves to its end, which is where the next one begins.
        for row in rows where row.list < count {
            keys[ends[Int(row.list)]] = posts.key(PostNumber(row.post)).value
            ends[Int(row.list)] += 1
        }
        var begin = 0
        return (0..<count).map { list in
            defer { begin = ends[list] }
            return PostingList(sorting: keys[begin..<ends[list]])
        }
    }
}
