import Ledger
public import SocialModel

/// Finds the posts of a page, a stretch of the stream at a time, so that a long search holds nobody up.
///
/// Between two stretches the index may change: it goes on from a place, as the next page of a walk does.
public struct PageReader: Sendable {
    /// What is read.
    public let query: StreamQuery
    /// Whether all that belong on the page are found.
    public private(set) var isComplete = false
    /// How many posts the page has at most.
    public var limit: Int { cut.limit }
    /// The places found, newest first.
    public var keys: [OrderKey] { cut.keys }
    /// Below which place it goes on.
    public private(set) var before: OrderKey
    private var cut: PageCut
    private let plan: StreamPlan

    /// Begins below a place; `probing` adds the post with which the next page begins, if there is one.
    public init(
        _ query: StreamQuery,
        before: OrderKey,
        limit: Int,
        probing: Bool = false,
        plan: StreamPlan = .cheaper
    ) {
        self.query = query
        self.before = min(before, query.bound)
        self.plan = plan
        cut = PageCut(limit: limit, probing: probing)
    }

    /// Looks at so many more posts, or at as many as the page needs.
    public mutating func advance(_ index: StreamIndex, steps: Int) {
        if isComplete { return }
        let expression = index.expression(query)
        switch query.order {
        case .created: walkByCreation(index, expression, steps)
        case .interacted: walkByInteraction(index, expression, steps)
        }
    }

    private mutating func walkByCreation(_ index: StreamIndex, _ expression: StreamExpression, _ steps: Int) {
        var union = Union(index, expression, before: before, limit: cut.limit, plan: plan, steps: steps)
        defer { union.clearMarks(index) }
        let viewer = index.state(of: query.viewer)
        let judge = PostJudge(index, viewer)
        while let key = union.next(index, judge) {
            guard index.isBelowMaxTime(key, query), index.meets(key.post, expression, viewer),
                judge.accepts(key.post, expression, index)
            else { continue }
            if !cut.take(key, index, expression) {
                isComplete = true
                return
            }
        }
        if let pausedAt = union.pausedAt { before = pausedAt } else { isComplete = true }
    }

    /// Goes down the list of all interactions (*walk*), or gathers the posts of the terms and sorts them (*merge*).
    ///
    /// What moves up meanwhile is found by those who begin anew.
    private mutating func walkByInteraction(
        _ index: StreamIndex,
        _ expression: StreamExpression,
        _ steps: Int
    ) {
        let viewer = index.state(of: query.viewer)
        let judge = PostJudge(index, viewer)
        if index.prefersGathering(expression, cut.limit, plan) {
            for key in index.gathered(expression, judge, before: before) {
                guard index.meets(key.post, expression, viewer), judge.accepts(key.post, expression, index) else {
                    continue
                }
                if !cut.take(key, index, expression) { break }
            }
            isComplete = true
            return
        }
        let people = index.members(of: expression)
        let columns = expression.condition.map { ColumnTest($0.root, index) }
        var budget = steps
        var position = index.interactions.position(before: before.value)
        while let value = index.interactions.step(&position) {
            let key = OrderKey(value)
            before = key
            budget -= 1
            if columns?.mayMatch(Int(key.post.value)) ?? true,
                index.isInTerm(key.post, expression, viewer, judge, people: people),
                judge.accepts(key.post, expression, index), !cut.take(key, index, expression)
            {
                isComplete = true
                return
            }
            if budget <= 0 { return }
        }
        isComplete = true
    }
}

/// Cuts a page off a stream: judges what can only be judged beside the other posts.
private struct PageCut: Sendable {
    private(set) var keys: [OrderKey] = []
    let limit: Int
    private let probing: Bool
    private var ofAuthor: [UInt32: Int] = [:]

    init(limit: Int, probing: Bool) {
        self.limit = limit
        self.probing = probing
        keys.reserveCapacity(min(limit, 1_000) + 1)
    }

    /// Takes the next post of the stream, and says whether more are wanted.
    mutating func take(_ key: OrderKey, _ index: StreamIndex, _ expression: StreamExpression) -> Bool {
        if expression.options.groupsReshares, index.hasNewerOfGroup(key.post, expression) { return true }
        // The post that only tells of a next page begins that one: no author has had a share of it.
        if keys.count < limit, let perAuthor = expression.options.perAuthor {
            let author = index.posts.author[Int(key.post.value)]
            guard ofAuthor[author, default: 0] < perAuthor else { return true }
            ofAuthor[author, default: 0] += 1
        }
        keys.append(key)
        return keys.count < (probing ? limit + 1 : limit)
    }
}
