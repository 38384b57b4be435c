import Search
import SocialModel

/// How far a walk through the full text has come, batch by batch, and what it has found.
struct HitWalk {
    private(set) var found: [OrderKey] = []
    /// Below where it goes on.
    private(set) var before: OrderKey
    /// How many hits the next batch has at most: more each time, as few seem to be wanted.
    private(set) var limit: Int

    private let wanted: Int
    private let floor: OrderKey

    init(_ request: HitRequest) {
        before = request.before
        floor = request.floor
        wanted = request.wanted + 1
        // Each batch gathers what such a beginning has anew.
        limit = request.query.isQuickToSeek ? wanted : max(wanted, 1_000)
    }

    /// Takes what is wanted of a batch, and says whether that is all.
    mutating func take(_ batch: SearchBatch, where test: HitRequest.Test) -> Bool {
        let isWanted = test(batch.rest)
        for hit in batch.hits where isWanted(hit) {
            found.append(hit.key)
            if found.count == wanted { return true }
        }
        guard let next = batch.next, next > floor else { return true }
        before = next
        limit = min(limit * 2, SearchBudget.hitsOfBatch)
        return false
    }
}
