import Ledger
public import SocialModel

/// How people's posts are found.
public enum StreamPlan: Sendable, Hashable {
    /// Whichever is likely to be cheaper.
    case cheaper
    /// Newest first along time, testing each author.
    case walk
    /// From the lists of the authors.
    case merge
}

extension StreamIndex {
    /// The newest posts of a stream below `before`, at most `limit`, newest first.
    ///
    /// Filters come before the limit: fewer posts than `limit` means that the stream ends there. Both plans give the
    /// same posts. `maxTime`, in microseconds, keeps posts sorted by time to those strictly before it, fraction and all.
    public func page(
        _ stream: Stream,
        viewer: UserNumber?,
        before: OrderKey = .top,
        maxTime: Timestamp? = nil,
        limit: Int,
        plan: StreamPlan = .cheaper
    ) -> [OrderKey] {
        var before = before
        if let maxTime {
            // Everything of that second is looked at, and judged by its milliseconds below.
            let bound =
                maxTime.orderSecond == .max ? .top : OrderKey(second: maxTime.orderSecond + 1, post: PostNumber(0))
            before = min(before, bound)
        }
        let expression = expression(stream, viewer: viewer)
        var union = Union(self, expression, before: before, limit: limit, plan: plan)
        defer { union.clearMarks(self) }
        var page: [OrderKey] = []
        page.reserveCapacity(limit)
        while page.count < limit, let key = union.next(self) {
            if let maxTime, key.second == maxTime.orderSecond, Int64(milliseconds(key)) * 1_000 >= maxTime.fraction {
                continue
            }
            if accepts(key.post, expression) { page.append(key) }
        }
        return page
    }

    private func milliseconds(_ key: OrderKey) -> UInt16 { posts.millisecond[Int(key.post.value)] }

    private func accepts(_ post: PostNumber, _ expression: StreamExpression) -> Bool {
        guard let viewer = expression.viewer, let state = users[safe: viewer.value] else { return true }
        if expression.dropsBlocked, state.blocked.contains(posts.author[Int(post.value)]) { return false }
        return !(expression.dropsHidden && state.hidden.contains(post.value))
    }
}
