import Query
import Search
import SocialModel
import Streams

/// Where hits are looked for: in the full text, in the index of streams, or in both.
extension Engine {
    /// The newest hits, and one more than wanted if there is one.
    func hits(_ request: HitRequest, _ budget: SearchBudget = SearchBudget(), where test: HitRequest.Test)
        async throws(EngineError) -> [OrderKey]
    {
        var budget = budget
        return try await hits(request, &budget, where: test)
    }

    private func hits(_ request: HitRequest, _ budget: inout SearchBudget, where test: HitRequest.Test)
        async throws(EngineError) -> [OrderKey]
    {
        guard request.query.hasWords else {
            var reader = request.reader(of: try indexQuery(request.query), limit: request.wanted)
            try await finish(&reader, &budget)
            return reader.keys
        }
        guard request.plan == .cheaper, request.splits > 0, let (words, others) = request.query.alternatives else {
            return try await hitsOfWords(request, &budget, where: test)
        }
        // For these both parts would be looked through.
        if let few = try await few(request, &budget) {
            return try await hitsOfWords(request, among: few, &budget, where: test)
        }
        // Where one part has a page, the other need not look farther back. Most posts lack a word that is unwanted, so that
        // such a part has one soon; where there are only other conditions, that is tried.
        var (ofWords, ofOthers) = (request.part(words), request.part(others))
        if others.hasWords {
            let more = try await hits(ofOthers, &budget, where: test)
            ofWords.raiseFloor(to: more)
            return newest(request, try await hits(ofWords, &budget, where: test), more)
        }
        var reader = request.reader(of: try indexQuery(others), limit: request.wanted)
        try budget.spend(steps: await advance(&reader, steps: budget.first))
        ofWords.raiseFloor(to: reader.keys)
        let found = try await hits(ofWords, &budget, where: test)
        ofOthers.raiseFloor(to: found)
        reader.floor = ofOthers.floor
        try await finish(&reader, &budget)
        return newest(request, found, reader.keys)
    }

    private func newest(_ request: HitRequest, _ some: [OrderKey], _ others: [OrderKey]) -> [OrderKey] {
        Array(Set(some + others).sorted(by: >).prefix(request.wanted + 1))
    }

    /// Goes through what the full text finds, and beside it through what meets all else that is asked for: where that is
    /// over first, and little, it is asked for the words.
    private func hitsOfWords(
        _ request: HitRequest,
        among few: [OrderKey]? = nil,
        _ budget: inout SearchBudget,
        where test: HitRequest.Test
    ) async throws(EngineError) -> [OrderKey] {
        var walk = HitWalk(request)
        var few = few
        var aside = few == nil ? try readerAside(request, budget) : nil
        // Where it is spent on few, the full text is gone on with.
        var share = budget.candidates / 2
        while true {
            let batch = try await batch(walk, request, among: few)
            if walk.take(batch, where: test) { return walk.found }
            try budget.spend(candidates: batch.steps)
            if few != nil {
                share -= batch.steps
                if share <= 0 { few = nil }
            } else if var reader = aside {
                let steps = min(batch.steps * SearchBudget.stepsOfCandidate, budget.aside)
                budget.aside -= await advance(&reader, steps: steps)
                few = reader.few
                aside = reader.isDone || budget.aside == 0 ? nil : reader
            }
        }
    }

    private func batch(_ walk: HitWalk, _ request: HitRequest, among few: [OrderKey]?)
        async throws(EngineError) -> SearchBatch
    {
        let query = request.boundedQuery
        let (before, limit, candidates) = (walk.before, walk.limit, SearchBudget.candidatesOfBatch(query))
        return try await searchRead { (index) throws(SearchError) in
            if let few {
                try index.batch(query, among: few.lazy.filter { $0 < before }, limit: limit, steps: candidates)
            } else {
                try index.batch(
                    query,
                    before: before,
                    limit: limit,
                    steps: candidates,
                    includeLimited: request.stream.viewer != nil
                )
            }
        }
    }

    /// All posts that meet what is asked for beside words; nil if they are not few.
    private func few(_ request: HitRequest, _ budget: inout SearchBudget) async throws(EngineError) -> [OrderKey]? {
        guard var reader = try readerAside(request, budget) else { return nil }
        budget.aside -= await advance(&reader, steps: budget.aside)
        return reader.few
    }

    /// A reader of what meets all that is asked for beside words; nil where that is nothing, or nobody would ask for
    /// the words of single posts.
    private func readerAside(_ request: HitRequest, _ budget: SearchBudget) throws(EngineError) -> HitReader? {
        guard request.plan == .cheaper, request.query.isQuickToSeek, let others = request.query.besideWords else {
            return nil
        }
        return request.reader(of: try indexQuery(others), limit: budget.few)
    }

    /// Reads on until the page is complete, or what is wanted ends.
    private func finish(_ reader: inout HitReader, _ budget: inout SearchBudget) async throws(EngineError) {
        while !reader.isDone { try budget.spend(steps: await advance(&reader, steps: Self.stepsPerStretch)) }
    }

    /// Reads on for so many steps, unless it is done before; answers how many were made in the stretches that were not the
    /// last.
    private func advance(_ reader: inout HitReader, steps: Int) async -> Int {
        var made = 0
        while made < steps, !reader.isDone {
            let stretch = min(steps - made, Self.stepsPerStretch)
            reader.reader.advance(index, steps: stretch)
            if reader.isDone { break }
            made += stretch
            await Task.yield()
        }
        return made
    }
}
