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
        var reader = PageReader(query, before: before, limit: limit, probing: probing, plan: plan)
        reader.advance(self, steps: .max)
        return reader.keys
    }

    /// Whether a post stands below `max_time`'s fraction of a second, which no place knows.
    func isBelowMaxTime(_ key: OrderKey, _ query: StreamQuery) -> Bool {
        guard let maxTime = query.maxTime, key.second == maxTime.orderSecond else { return true }
        return Int64(posts.millisecond[Int(key.post.value)]) * 1_000 < maxTime.fraction
    }
}

extension StreamQuery {
    /// Below which place its posts stand, whatever the cursor says.
    ///
    /// By creation everything of `maxTime`'s second is looked at, and judged by its milliseconds; by interaction there
    /// are only seconds.
    public var bound: OrderKey {
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
