import Ledger
public import SocialModel

/// How people's posts are found.
public enum StreamPlan: Sendable, Hashable {
    /// Whichever is likely to be cheaper.
    case cheaper
    /// Newest first along time, testing each post.
    case walk
    /// From the lists of the stream's terms.
    case merge
}

extension StreamIndex {
    /// The newest posts of a stream below `before`, at most `limit`, newest first, by their places in the query's order.
    ///
    /// Filters come before the limit: fewer posts than `limit` means that the stream ends there. Both plans give the
    /// same posts. `probing` adds the post with which the next page begins, if there is one.
    public func page(
        _ query: StreamQuery,
        before: OrderKey = .top,
        limit: Int,
        probing: Bool = false,
        plan: StreamPlan = .cheaper
    ) -> [OrderKey] {
        let expression = expression(query)
        var page = PageCut(expression, limit: limit, probing: probing)
        let bound = min(before, query.bound)
        switch query.order {
        case .created: walkByCreation(query, expression, before: bound, plan) { page.take($0, self) }
        case .interacted: walkByInteraction(expression, before: bound, limit: limit, plan) { page.take($0, self) }
        }
        return page.keys
    }

    /// Gives a stream's posts, newest first, as long as they are wanted.
    private func walkByCreation(
        _ query: StreamQuery,
        _ expression: StreamExpression,
        before: OrderKey,
        _ plan: StreamPlan,
        _ take: (OrderKey) -> Bool
    ) {
        var union = Union(self, expression, before: before, limit: 15, plan: plan)
        defer { union.clearMarks(self) }
        while let key = union.next(self) {
            if let maxTime = query.maxTime, key.second == maxTime.orderSecond,
                Int64(posts.millisecond[Int(key.post.value)]) * 1_000 >= maxTime.fraction
            {
                continue
            }
            if accepts(key.post, expression), !take(key) { return }
        }
    }
}

extension StreamQuery {
    /// Below which place its posts stand, whatever the cursor says.
    ///
    /// By creation everything of `maxTime`'s second is looked at, and judged by its milliseconds; by interaction there
    /// are only seconds.
    var bound: OrderKey {
        var bound = OrderKey.top
        if let maxTime {
            bound = order == .created ? .above(maxTime.orderSecond) : OrderKey(second: maxTime.orderSecond, post: .none)
        }
        if let from = options.from { bound = min(bound, .above(from.orderSecond)) }
        return bound
    }
}

extension PostNumber {
    /// No post has this number.
    fileprivate static let none = PostNumber(0)
}

extension OrderKey {
    /// Above every post of a second.
    fileprivate static func above(_ second: UInt32) -> OrderKey {
        second == .max ? .top : OrderKey(second: second + 1, post: .none)
    }
}

/// Cuts a page off a stream: judges what can only be judged beside the other posts.
private struct PageCut {
    private(set) var keys: [OrderKey] = []
    private let expression: StreamExpression
    private let limit: Int
    private let probing: Bool
    private var ofAuthor: [UInt32: Int] = [:]

    init(_ expression: StreamExpression, limit: Int, probing: Bool) {
        self.expression = expression
        self.limit = limit
        self.probing = probing
        keys.reserveCapacity(limit + 1)
    }

    /// Takes the next post of the stream, and says whether more are wanted.
    mutating func take(_ key: OrderKey, _ index: StreamIndex) -> Bool {
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
