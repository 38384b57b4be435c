import GRDB
import Query
import SocialModel
import Testing

@testable import Search

/// How well posts answer a query, of a small world whose order is argued line by line.
@Suite struct RelevanceTests {
    private let index: SearchIndex
    private let folder: ScratchFolder

    /// Texts by the number of their post; ten more about nothing make the words rare.
    private static let texts: [UInt32: String] = [
        1: "apple", 2: "apple and a good deal more about other things that are no fruit and have no part in it at all",
        3: "apple apple", 4: "#apple", 5: "apple pie", 6: "pie with an apple", 7: "apple, pear", 8: "pear",
        9: "the the the", 10: "the cat",
    ]

    init() throws {
        folder = try ScratchFolder()
        index = try SearchIndex(path: folder.path("search.sqlite"), partitionSize: 7)
        var changes = Self.texts.map { number, text in
            SearchChange.put(
                SearchDocument(
                    key: Self.key(number),
                    text: text,
                    tags: TagGrammar.tags(in: text),
                    author: PersonNumber(1)
                )
            )
        }
        changes += (11...20).map {
            .put(SearchDocument(key: Self.key($0), text: "the rest \($0) of it", author: PersonNumber(1)))
        }
        try index.apply(changes, seq: 1)
    }

    private static func key(_ number: UInt32) -> OrderKey { OrderKey(second: number, post: PostNumber(number)) }

    private func scores(_ text: String, _ numbers: [UInt32]) throws -> [Double] {
        let query = try TypedQuery.parse(text, cuttingWordsWith: index.tokenizer).bind(now: Timestamp(seconds: 0)) {
            _ in []
        }
        return try index.relevance(of: numbers.map(Self.key), to: query)
    }

    private func isFalling(_ scores: [Double]) -> Bool { zip(scores, scores.dropFirst()).allSatisfy { $0 > $1 } }

    @Test func aShortTextAndARepeatedWordSayMore() throws {
        // Twice is more than once, once in two words more than once in a long text, which is more than not at all.
        #expect(isFalling(try scores("apple", [3, 7, 2, 8])))
        #expect(try scores("apple", [8]) == [0])
    }

    @Test func theHashtagOfTheWordCountsBesideIt() throws {
        #expect(isFalling(try scores("apple", [4, 1])))
    }

    @Test func wordsSideBySideAsTypedCountMore() throws {
        // All have both words; only the first has them in the order typed, the second is as short.
        let scores = try scores("apple pie", [5, 6])
        #expect(isFalling(scores))
        // In a phrase nothing is gained by it, as others are no hits.
        #expect(try self.scores("\"apple pie\"", [6]) == [0])
    }

    /// Whatever stands between the posts that are asked for.
    @Test func postsFarApartAreScoredAsNeighboursAre() throws {
        let index = try SearchIndex(path: folder.path("far.sqlite"))
        let key = { (number: UInt32) in OrderKey(second: number, post: PostNumber(number)) }
        let changes = (1...900).map { (number: UInt32) in
            SearchChange.put(
                SearchDocument(key: key(number), text: "apple pie \(number % 7)", author: PersonNumber(1))
            )
        }
        try index.apply(changes, seq: 1)
        let query = try TypedQuery.parse("apple pie", cuttingWordsWith: index.tokenizer).bind(
            now: Timestamp(seconds: 0)
        ) { _ in [] }
        let scores = try index.relevance(of: [900, 899, 700, 635, 570, 400, 2, 1].map(key), to: query)
        #expect(Set(scores).count == 1 && scores[0] > 0)
    }

    @Test func aRareWordCountsMoreThanACommonOne() throws {
        #expect(isFalling(try scores("apple OR the", [1, 9])))
    }

    @Test func whatIsExcludedOrNoWordScoresNothing() throws {
        #expect(try scores("is:public -apple", [8, 1]) == [0, 0])
        #expect(try scores("pear -apple", [8]) == scores("pear", [8]))
        // What the index does not hold.
        #expect(try scores("apple", [99]) == [0])
    }

    @Test func aPrefixFindsWhatBeginsSo() throws {
        #expect(try scores("appl*", [1])[0] > 0)
        #expect(try scores("appl", [1]) == [0])
    }

    @Test func phrasesAreCountedAtWholeWords() throws {
        let key = Self.key(30)
        try index.apply([.put(SearchDocument(key: key, text: "a ab a b ab a b", author: PersonNumber(1)))], seq: 2)
        for (words, prefix, places) in [
            (["a"], false, [0, 2, 5]), (["a"], true, [0, 1, 2, 4, 5]), (["a", "b"], false, [2, 5]),
            (["ab", "a"], false, [1, 4]), (["b"], false, [3, 6]), (["b", "a"], true, [3]),
            (["ab", "a", "b"], false, [1, 4]),
            (["a", "ab"], false, [0]), (["c"], false, []), (["a", "b", "c"], false, []),
        ] {
            var asked = AskedPhrases()
            #expect(asked.add(.phrase(words, prefix: prefix)) == 0)
            let all = BoundQuery(root: .and([]))
            let match = asked.asked(in: FullTextExpression(all, .everybody), of: all)
            let found = try index.queue.read { db in
                let partition = try #require(index.partitions.packed.last)
                let ids = try RowIDs(
                    of: partition,
                    db,
                    index.idle,
                    match: match,
                    asking: .occurrences(1),
                    before: .max,
                    from: .min
                )
                return try ids.next(db) == 21 ? index.occurrences.last.places(of: 0) : nil
            }
            #expect(found == places, "\(words)")
        }
    }

    // MARK: - Tags

    @Test func tagsOfNowStandBeforeTagsOfThen() throws {
        func tagged(_ number: UInt32, _ day: UInt32, _ tag: String) -> SearchChange {
            .put(
                SearchDocument(
                    key: OrderKey(second: day * 86_400, post: PostNumber(number)),
                    text: "#" + tag,
                    tags: [tag],
                    author: PersonNumber(1)
                )
            )
        }
        // Three a year ago, two now, one by somebody whom nobody follows.
        var changes = (100..<103).map { tagged($0, 20_000, "tea") } + (103..<105).map { tagged($0, 20_365, "teapot") }
        changes.append(tagged(105, 20_000, "teal"))
        try index.apply(changes, seq: 2)
        #expect(try index.tags(prefix: "#TEA", limit: 9).map(\.name) == ["teapot", "tea", "teal"])
        #expect(try index.tags(prefix: "tea", limit: 9).map(\.posts) == [2, 3, 1])
        let followed: Set = ["teal", "coffee", "teacup"]
        #expect(try index.tags(prefix: "tea", limit: 9, followed: followed).map(\.name) == ["teal", "teapot", "tea"])
        #expect(try index.tags(prefix: "tea", limit: 2, followed: followed).map(\.name) == ["teal", "teapot"])
        // What goes takes its weight along.
        try index.apply((103..<105).map { .remove(OrderKey(second: 20_365 * 86_400, post: PostNumber($0))) }, seq: 3)
        #expect(try index.tags(prefix: "tea", limit: 9).map(\.name) == ["tea", "teal"])
    }
}
