import Query
import Search
import SocialModel
import Streams

/// Where hits are looked for: in the full text, in the index of streams, or in both.
extension Engine {
    /// The newest hits, and one more than wanted if there is one.
    func hits(_ request: HitRequest, where test: HitRequest.Test) async throws(EngineError) -> [OrderKey] {
        var budget = SearchBudget(candidates: request.candidates)
        return try await hits(request, &budget, where: test)
    }

    private func hits(_ request: HitRequest, _ budget: inout SearchBudget, where test: HitRequest.Test)
        async throws(EngineError) -> [OrderKey]
    {
        guard request.query.hasWords else {
            var reader = request.reader(of: try indexQuery(request.query), limit: request.wanted)
            while !reader.isComplete, reader.before > request.floor {
                try budget.spend(steps: await advance(&reader, steps: Self.stepsPerStretch))
            }
            return reader.keys
        }
        guard request.plan == .cheaper, request.splits > 0, let (words, others) = request.query.alternatives else {
            return try await hitsOfWords(request, &budget, where: test)
        }
        // For these both parts would be looked through.
        if let few = try await few(request, &budget) {
            var walk = HitWalk(request)
            try await go(&walk, among: few, request, &budget, where: test)
            return walk.found
        }
        var (ofWords, ofOthers) = (request.part(words), request.part(others))
        // Where one part has a page, the other need not look farther back. Most posts lack a word that is unwanted, so that
        // such a part has one soon; where there are only other conditions, that is tried.
        var (more, isDone): ([OrderKey], Bool)
        if others.hasWords {
            (more, isDone) = (try await hits(ofOthers, &budget, where: test), true)
        } else {
            var reader = request.reader(of: try indexQuery(others), limit: request.wanted)
            try budget.spend(steps: await advance(&reader, steps: SearchBudget.walkFirst))
            (more, isDone) = (reader.keys, reader.isComplete)
        }
        if more.count > request.wanted { ofWords.floor = max(request.floor, more[request.wanted]) }
        let found = try await hits(ofWords, &budget, where: test)
        if !isDone {
            if found.count > request.wanted { ofOthers.floor = max(request.floor, found[request.wanted]) }
            more = try await hits(ofOthers, &budget, where: test)
        }
        return Array(Set(found + more).sorted(by: >).prefix(request.wanted + 1))
    }

    /// Goes through what the full text finds, and beside it through what meets all else that is asked for: where that is
    /// over first, and little, it is asked for the words.
    private func hitsOfWords(_ request: HitRequest, _ budget: inout SearchBudget, where test: HitRequest.Test)
        async throws(EngineError) -> [OrderKey]
    {
        let query = request.boundedQuery
        var walk = HitWalk(request)
        var aside = try readerAside(request)
        var walkAside = SearchBudget.walkAside
        while true {
            let (before, limit) = (walk.before, walk.limit)
            let batch = try await searchRead { (index) throws(SearchError) in
                try index.batch(
                    query,
                    before: before,
                    limit: limit,
                    steps: SearchBudget.stepsOfBatch(query),
                    includeLimited: request.stream.viewer != nil
                )
            }
            if walk.take(batch, where: test) { return walk.found }
            try budget.spend(candidates: batch.steps)
            guard var reader = aside else { continue }
            let steps = await advance(&reader, steps: min(batch.steps * SearchBudget.walkOfCandidate, walkAside))
            try budget.spend(steps: steps)
            walkAside -= steps
            aside = reader
            guard reader.isComplete || walkAside <= 0 else { continue }
            aside = nil
            if reader.isComplete, reader.keys.count <= SearchBudget.few {
                try await go(&walk, among: reader.keys, request, &budget, where: test)
                return walk.found
            }
        }
    }

    /// Goes on with a walk among some posts only.
    private func go(
        _ walk: inout HitWalk,
        among posts: [OrderKey],
        _ request: HitRequest,
        _ budget: inout SearchBudget,
        where test: HitRequest.Test
    ) async throws(EngineError) {
        let query = request.boundedQuery
        while true {
            let (before, limit) = (walk.before, walk.limit)
            let batch = try await searchRead { (index) throws(SearchError) in
                try index.batch(
                    query,
                    among: posts.lazy.filter { $0 < before },
                    limit: limit,
                    steps: SearchBudget.stepsOfBatch(query)
                )
            }
            if walk.take(batch, where: test) { return }
            try budget.spend(candidates: batch.steps)
        }
    }

    /// A reader of what meets all that is asked for beside words; nil where that is nothing, or nobody would ask for
    /// the words of single posts.
    private func readerAside(_ request: HitRequest) throws(EngineError) -> PageReader? {
        guard request.plan == .cheaper, request.query.isQuickToSeek, let others = request.query.besideWords else {
            return nil
        }
        return request.reader(of: try indexQuery(others), limit: SearchBudget.few)
    }

    /// All posts that meet what is asked for beside words; nil if they are not few.
    private func few(_ request: HitRequest, _ budget: inout SearchBudget) async throws(EngineError) -> [OrderKey]? {
        guard var reader = try readerAside(request) else { return nil }
        try budget.spend(steps: await advance(&reader, steps: SearchBudget.walkAside))
        return reader.isComplete && reader.keys.count <= SearchBudget.few ? reader.keys : nil
    }

    /// Reads on for so many steps, unless the page is complete before; answers how many were made in the stretches that
    /// were not the last.
    private func advance(_ reader: inout PageReader, steps: Int) async -> Int {
        var made = 0
        while made < steps {
            let stretch = min(steps - made, Self.stepsPerStretch)
            reader.advance(index, steps: stretch)
            if reader.isComplete { break }
            made += stretch
            await Task.yield()
        }
        return made
    }
}
