import GRDB
import Query
import Search
import SocialModel
import Testing

/// Row ids count up where posts come in the order of time, and are keys where one comes after newer ones.
@Suite struct PackingTests {
    private let folder: ScratchFolder
    private let index: SearchIndex

    init() throws {
        folder = try ScratchFolder()
        index = try SearchIndex(path: folder.path("search.sqlite"), partitionSize: 400)
    }

    private func put(_ number: UInt32, at second: UInt32, _ text: String = "cat") -> SearchChange {
        .put(SearchDocument(key: key(number, second), text: text, author: PersonNumber(1)))
    }

    private func key(_ number: UInt32, _ second: UInt32) -> OrderKey {
        OrderKey(second: second, post: PostNumber(number))
    }

    private func found(_ word: String, in index: SearchIndex, before: OrderKey = .top) throws -> [OrderKey] {
        let query = try TypedQuery.parse(word, cuttingWordsWith: index.tokenizer).bind(now: Timestamp(seconds: 0)) {
            _ in []
        }
        return try index.candidates(query, before: before, limit: 10_000).map(\.key)
    }

    /// Three blocks of keys and more, with a late post in seven.
    @Test func lateAndOtherPostsStandInOneOrder() throws {
        var keys: [OrderKey] = []
        for batch in 0..<17 as Range<UInt32> {
            let numbers = (batch * 100 + 1)...(batch * 100 + 100)
            let seconds = numbers.map { $0 % 7 == 0 ? $0 / 2 : $0 + 100 }
            keys += zip(numbers, seconds).map { key($0, $1) }
            try index.apply(zip(numbers, seconds).map { put($0, at: $1) }, seq: UInt64(batch) + 1)
        }
        keys.sort(by: >)
        #expect(try found("cat", in: index) == keys)
        for place in stride(from: 0, to: keys.count, by: 211) {
            #expect(try found("cat", in: index, before: keys[place]) == Array(keys[(place + 1)...]))
        }

        // What goes keeps its number, and comes back there; what changes does not move.
        let (gone, other) = (keys[500], keys[1_200])
        try index.apply([.remove(gone), put(other.post.value, at: other.second, "dog")], seq: 18)
        #expect(try found("cat", in: index) == keys.filter { $0 != gone && $0 != other })
        #expect(try found("dog", in: index) == [other])
        try index.apply([put(gone.post.value, at: gone.second), put(other.post.value, at: other.second)], seq: 19)
        #expect(try found("cat", in: index) == keys)
        #expect(index.count == keys.count)

        let again = try SearchIndex(path: folder.path("search.sqlite"), partitionSize: 400)
        #expect(try found("cat", in: again) == keys)
    }

    @Test func aFailedTransactionGivesItsNumbersBack() throws {
        try index.apply([put(1, at: 1)], seq: 1)
        let queue = try DatabaseQueue(path: folder.path("search.sqlite"))
        try queue.write { db in
            try db.execute(sql: "CREATE TRIGGER full BEFORE INSERT ON partition BEGIN SELECT RAISE(ABORT, 'full'); END")
        }
        #expect(throws: SearchError.self) { try index.apply([put(2, at: 2), put(3, at: 3)], seq: 2) }
        #expect(try found("cat", in: index) == [key(1, 1)] && index.count == 1 && index.appliedSeq == 1)
        try queue.write { db in try db.execute(sql: "DROP TRIGGER full") }
        try index.apply([put(3, at: 3), put(4, at: 4)], seq: 2)
        #expect(try found("cat", in: index) == [key(4, 4), key(3, 3), key(1, 1)])
    }

    @Test func anIndexOfLatePostsIsToBeBuiltAnew() throws {
        try index.apply([put(1, at: 90_000)], seq: 1)
        try index.apply((2...10_001).map { put($0, at: $0) }, seq: 2)
        #expect(!index.isScattered)
        try index.apply([put(10_002, at: 1)], seq: 3)
        #expect(index.isScattered)

        let keys = try found("cat", in: index)
        try index.beginBuild(head: 3)
        let posts = keys.reversed().map { SearchDocument(key: $0, text: "cat", author: PersonNumber(1)) }
        try index.continueBuild(posts.map { DocumentTokens($0, with: index.tokenizer) }, through: keys[0])
        try index.finishBuild()
        #expect(!index.isScattered)
        #expect(try found("cat", in: index) == keys)
    }
}
