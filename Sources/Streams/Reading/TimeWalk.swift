import SocialModel

/// A walk along time, towards the past, that stops at the posts of marked people, or at everybody's.
struct TimeWalk {
    /// The people whom the index has marked for it; nil: it stops at everybody's.
    let people: [UInt32]?
    /// What posts have to pass at which it stops.
    private let columns: ColumnTest?
    private var position: ChunkedList.Position
    /// How many more posts it may look at, or pass over by their columns.
    private var budget: Int
    /// What it costs to stop at a post, which is then judged.
    private let stopCost: Int
    /// Whether it stopped at a post only because it may look at no more.
    private(set) var isPaused = false

    init(of people: [UInt32]?, _ columns: ColumnTest?, _ index: StreamIndex, before: OrderKey, budget: Int) {
        self.people = people
        self.columns = columns
        let passed = ColumnTest.passedInStep
        stopCost = columns == nil ? 1 : passed * ColumnTest.stepsOfJudging
        self.budget = columns == nil ? budget : min(budget, .max / passed) * passed
        position = index.time.position(before: before.value)
    }

    /// The next post towards the past whose author is marked and that passes the test, or the last one that it may look at.
    mutating func next(_ index: StreamIndex) -> UInt64? {
        // At hand while it walks, and no longer: what holds them when they change has them copied.
        let (chunks, authors, marks) = (index.time.chunks, index.posts.author, index.marks)
        let columns = columns
        while position.chunk >= 0, position.chunk < chunks.count {
            let chunk = chunks[position.chunk]
            while position.index > 0 {
                position.index -= 1
                let key = chunk[position.index]
                budget -= 1
                let post = Int(OrderKey(key).post.value)
                if people == nil || marks.contains(authors[post]), columns?.mayMatch(post) ?? true {
                    budget -= stopCost - 1
                    return key
                }
                if budget <= 0 {
                    isPaused = true
                    return key
                }
            }
            position.chunk -= 1
            position.index = position.chunk >= 0 ? chunks[position.chunk].count : 0
        }
        return nil
    }
}

extension StreamIndex {
    /// Whether walking along time is likely to find a page sooner than merging these people's lists.
    ///
    /// A walk looks at `all / theirs` posts for each it finds; a merge has to look into each list once before the
    /// first. Constants measured at 3.8 million posts (Docs/architecture.md).
    func prefersWalk(_ people: [UInt32], limit: Int, _ plan: StreamPlan) -> Bool {
        switch plan {
        case .walk: return true
        case .merge: return false
        case .cheaper: break
        }
        // A few tell how much these people post; to ask thousands would cost more than the page.
        let step = max(1, people.count / 16)
        var sampled = 0
        var theirs = 0
        for index in stride(from: 0, to: people.count, by: step) {
            sampled += 1
            theirs += Int(people[index]) < byAuthor.count ? byAuthor[Int(people[index])].count : 0
        }
        guard theirs > 0 else { return people.count > 64 }
        let walked = limit * time.count / theirs * sampled / people.count
        return walked < people.count * Self.walkedPostsPerList
    }

    /// How many posts a walk passes in the time in which a merge opens one list.
    static let walkedPostsPerList = 16
}
