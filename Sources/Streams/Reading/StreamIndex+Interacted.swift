import SocialModel

extension StreamIndex {
    /// The posts of all terms below a place, newest interaction first, each once.
    func gathered(_ expression: StreamExpression, _ judge: PostJudge, before: OrderKey) -> [OrderKey] {
        var places: [UInt64] = []
        let viewer = state(of: expression.viewer)
        func gather(_ list: StreamExpression.PostList, _ term: StreamExpression.Term) {
            for key in self.list(list, viewer).keys {
                let post = OrderKey(key).post
                guard judge.holds(post), judge.passes(term.test, post) else { continue }
                let place = posts.interactionKey(post)
                if place < before { places.append(place.value) }
            }
        }
        for term in expression.terms {
            if case .list(let list) = term.source { gather(list, term) }
            for person in people(of: term.source, viewer) ?? [] { gather(.author(person), term) }
        }
        places.sort(by: >)
        var last: UInt64?
        return places.compactMap { place in
            defer { last = place }
            return place == last ? nil : OrderKey(place)
        }
    }

    private func hasEverything(_ expression: StreamExpression) -> Bool {
        expression.terms.contains { if case .everything = $0.source { true } else { false } }
    }

    /// Whether the terms are to be gathered: they hold so few posts that sorting them costs less than a walk to the
    /// first few of them, or the plan says so.
    func prefersGathering(_ expression: StreamExpression, _ limit: Int, _ plan: StreamPlan) -> Bool {
        if plan == .walk || hasEverything(expression) { return false }
        if plan == .merge { return true }
        var count = 0
        let viewer = state(of: expression.viewer)
        for term in expression.terms {
            count += self.count(of: term.source, viewer)
        }
        // A walk passes all / count posts for each that it finds.
        return count * count / Self.walkedPostsPerGathered < (limit + 1) * interactions.count
    }

    /// How many posts the lists of a source hold together; of everything, as of nothing, none.
    func count(of source: StreamExpression.Source, _ viewer: UserState?) -> Int {
        if case .list(let list) = source { return self.list(list, viewer).count }
        return (people(of: source, viewer) ?? []).reduce(0) { $0 + list(.author($1), viewer).count }
    }

    /// How many posts a walk passes in the time in which one is gathered and sorted.
    private static let walkedPostsPerGathered = 4

    /// The authors that the terms of aspects have; nil if there is no such term.
    func members(of expression: StreamExpression) -> Bitmap? {
        var bitmap: Bitmap?
        let viewer = state(of: expression.viewer)
        for term in expression.terms {
            guard case .members = term.source, let members = people(of: term.source, viewer) else {
                continue
            }
            var marked = bitmap ?? Bitmap()
            marked.grow(to: people.count)
            for person in members { marked.insert(person) }
            bitmap = marked
        }
        return bitmap
    }
}
