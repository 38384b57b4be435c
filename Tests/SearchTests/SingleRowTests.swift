import Query
import SocialModel
import Testing

@testable import Search

/// What is found among some posts is what is found among all.
@Suite struct SingleRowTests {
    private let folder: ScratchFolder
    private let index: SearchIndex
    private var keys: [OrderKey] = []

    /// 1,500 posts in several partitions, some of which came late or went; one word is in all, one in few.
    init() throws {
        folder = try ScratchFolder()
        index = try SearchIndex(path: folder.path("search.sqlite"), partitionSize: 400)
        for batch in 0..<15 as Range<UInt32> {
            let changes = (batch * 100 + 1...batch * 100 + 100).map { number in
                let second = number % 7 == 0 ? number / 2 : number + 100
                let key = OrderKey(second: second, post: PostNumber(number))
                keys.append(key)
                let text = "cat" + (number % 3 == 0 ? " dog" : "") + (number % 211 == 0 ? " zebra" : "")
                let author = PersonNumber(number % 5 + 1)
                return SearchChange.put(
                    SearchDocument(key: key, text: text, author: author, isPublic: number % 4 > 0)
                )
            }
            try index.apply(changes, seq: UInt64(batch) + 1)
        }
        try index.apply(keys.filter { $0.post.value % 50 == 0 }.map { .remove($0) }, seq: 16)
    }

    @Test(arguments: ["cat", "dog", "zebra", "-dog", "cat -zebra", "(dog OR likes:>5)", "zeb*", "cat is:liked"])
    func theSameAsAmongAll(text: String) throws {
        var random = SeededRandom(seed: 11)
        let query = try TypedQuery.parse(text, cuttingWordsWith: index.tokenizer).bind(now: Timestamp(seconds: 0)) {
            _ in []
        }
        var goneOn = 0
        for includeLimited in [true, false] {
            let all = try index.candidates(query, limit: 10_000, includeLimited: includeLimited)
            let keys = includeLimited ? keys : keys.filter { !$0.post.value.isMultiple(of: 4) }
            // Neighbours, posts that are farther apart than rows are passed one by one, and none.
            for share in [1, 3, 90, 1_499, 10_000] {
                let some = keys.filter { _ in random.below(share) == 0 }.sorted(by: >)
                let asked = Set(some)
                let wanted = all.filter { asked.contains($0.key) }
                for (limit, steps) in [(10_000, Int.max), (3, .max), (10_000, 100)] {
                    var found: [SearchHit] = []
                    var before = OrderKey.top
                    while true {
                        let batch = try index.batch(
                            query,
                            among: some.filter { $0 < before },
                            limit: limit,
                            steps: steps
                        )
                        found += batch.hits
                        #expect(batch.hits.count <= limit)
                        #expect(batch.rest == nil)
                        guard let next = batch.next else { break }
                        try #require(next < before)
                        before = next
                    }
                    #expect(found == wanted, "\(text), one in \(share), \(limit) hits or \(steps) steps at a time")
                    if before < .top { goneOn += 1 }
                }
            }
        }
        #expect(goneOn > 2)
    }

    /// FTS5 would gather all that begins so for each post.
    @Test func beginningsWithoutAnIndexAreNotAskedFor() throws {
        for (text, isQuick) in [("ze*", true), ("zeb*", true), ("zebr*", false), ("cat -zebr*", false)] {
            let query = try TypedQuery.parse(text, cuttingWordsWith: index.tokenizer).bind(now: Timestamp(seconds: 0)) {
                _ in []
            }
            #expect(query.isQuickToSeek == isQuick, "\(text)")
        }
    }

    /// More leaves than a row's verdict has bits.
    @Test func manyTermsBesideALikeAreDecided() throws {
        let words = (0..<70).map { QueryNode<BoundNames>.phrase(["word\($0)"], prefix: false) }
        let likes = QueryNode<BoundNames>.count(.likes, 3...9)
        let query = BoundQuery(root: .or(words + [.phrase(["zebra"], prefix: false), likes]))
        let cursor = index.cursor(query, includeLimited: true)
        let hits = try cursor.next(10_000)
        #expect(hits.count == index.count)
        for hit in hits { #expect(hit.rest == (hit.post.value % 211 == 0 ? nil : likes)) }
    }
}
