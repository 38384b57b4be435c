import SocialModel

/// Every post in the order of arrival, as a few numbers each: about 21 bytes.
struct PostTimeline: Sendable {
    /// Who wrote it.
    private(set) var authors: [UInt32] = []
    /// Seconds since 1970 of its arrival here; for a local post, of its writing.
    private(set) var arrivals: [UInt32] = []
    /// Seconds since 1970 as its author says.
    private(set) var dates: [UInt32] = []
    /// The post that it passes on, plus 1; 0 for a status message.
    private(set) var roots: [UInt32] = []
    /// How much it is noticed, 1 on average.
    private(set) var attention: [Float] = []
    private var limited: [Bool] = []

    private let seed: Seed
    private let habits: Habits

    /// All posts.
    var count: Int { authors.count }

    /// Whether it passes on another.
    func isReshare(_ post: Int) -> Bool { roots[post] != 0 }

    /// What it passes on.
    func root(_ post: Int) -> Int? { roots[post] == 0 ? nil : Int(roots[post]) - 1 }

    /// Whether only some people may see it.
    func isLimited(_ post: Int) -> Bool { limited[post] }

    /// Draws all posts.
    init(_ seed: Seed, _ shape: WorldShape, _ people: People) {
        self.seed = seed
        habits = shape.habits
        arrivals = Rhythm(days: shape.days, end: shape.end.seconds).times(shape.posts, seed)
        authors.reserveCapacity(shape.posts)
        dates.reserveCapacity(shape.posts)
        roots.reserveCapacity(shape.posts)
        limited.reserveCapacity(shape.posts)
        var weights: [Double] = []
        weights.reserveCapacity(shape.posts)
        var passedOn: Set<UInt64> = []
        for post in 0..<shape.posts {
            var random = seed.source(.posts, post)
            if post > 0, random.chance(habits.sameSecond) { arrivals[post] = arrivals[post - 1] }
            let isLocal = random.chance(shape.localPostShare)
            let author =
                isLocal
                ? people.activeLocal.sample(&random) : people.localCount + people.activeRemote.sample(&random)
            authors.append(UInt32(author))
            dates.append(isLocal ? arrivals[post] : date(arrivals[post], &random))
            let root =
                random.chance(habits.reshares) ? drawRoot(of: post, by: author, people, &passedOn, &random) : nil
            roots.append(root.map { UInt32($0) + 1 } ?? 0)
            limited.append(
                root == nil && random.chance(isLocal ? habits.limitedLocal : habits.limitedRemote)
            )
            weights.append(weight(post, people, &random))
        }
        let mean = max(weights.reduce(0, +) / Double(max(weights.count, 1)), .leastNormalMagnitude)
        attention = weights.map { Float($0 / mean) }
    }

    /// When a post is retracted, if ever; seconds since 1970.
    func retraction(_ post: Int) -> UInt32? {
        var random = seed.source(.lateness, post)
        guard random.chance(habits.retractedPosts) else { return nil }
        return arrivals[post] &+ 60 &+ UInt32(min(random.logNormal(median: 7_200, sigma: 2), 5_000_000))
    }

    // MARK: - Drawing

    /// What a remote author says of the time, given the arrival: a second or two ago, seldom long ago or in the future.
    private func date(_ arrival: UInt32, _ random: inout RandomSource) -> UInt32 {
        if random.chance(habits.late) {
            return arrival &- 3_600 &- UInt32(min(random.logNormal(median: 21_600, sigma: 1.5), 4_000_000))
        }
        if random.chance(habits.future) { return arrival &+ 60 &+ UInt32(random.below(86_400)) }
        return arrival &- UInt32(random.below(4))
    }

    /// A recent public post of somebody else that this author has not passed on yet; the more popular one of a few.
    private func drawRoot(
        of post: Int,
        by author: Int,
        _ people: People,
        _ passedOn: inout Set<UInt64>,
        _ random: inout RandomSource
    ) -> Int? {
        var best: Int?
        for _ in 0..<6 {
            let age = UInt32(min(random.logNormal(median: 43_200, sigma: 1.5), 30_000_000))
            let candidate = firstPost(notBefore: arrivals[post] > age ? arrivals[post] - age : 0, below: post)
            guard candidate < post, !limited[candidate], authors[candidate] != UInt32(author),
                arrivals[candidate] < arrivals[post], !isReshare(candidate) || random.chance(habits.chainedReshares),
                retraction(candidate).map({ $0 > arrivals[post] }) ?? true,
                !passedOn.contains(UInt64(author) << 32 | UInt64(candidate))
            else { continue }
            let isMorePopular =
                best.map { rank(candidate, people) < rank($0, people) } ?? true
            if isMorePopular { best = candidate }
        }
        if let best { passedOn.insert(UInt64(author) << 32 | UInt64(best)) }
        return best
    }

    private func rank(_ post: Int, _ people: People) -> UInt32 { people.popularity[Int(authors[post])] }

    private func firstPost(notBefore time: UInt32, below end: Int) -> Int {
        var low = 0
        var high = end
        while low < high {
            let middle = (low + high) / 2
            if arrivals[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func weight(_ post: Int, _ people: People, _ random: inout RandomSource) -> Double {
        let popularity = PortableMath.power(Double(rank(post, people)) + 20, -0.3)
        let kind = isReshare(post) ? 0.25 : limited[post] ? 0.6 : 1
        return kind * popularity * random.logNormal(median: 1, sigma: 1.1)
    }
}
