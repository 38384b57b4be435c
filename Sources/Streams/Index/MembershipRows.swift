import SocialModel

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
