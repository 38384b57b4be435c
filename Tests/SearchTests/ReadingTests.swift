import Foundation
import GRDB
import Query
import Search
import SocialModel
import Testing

/// What another connection finds while one writes.
@Suite struct ReadingTests {
    private let folder: ScratchFolder
    private let writer: SearchIndex
    private let reader: SearchIndex

    init() throws {
        folder = try ScratchFolder()
        writer = try SearchIndex(path: folder.path("search.sqlite"), partitionSize: 300)
        reader = try SearchIndex(reading: folder.path("search.sqlite"))
    }

    private func put(_ numbers: ClosedRange<UInt32>, at second: (UInt32) -> UInt32, seq: UInt64) throws {
        try writer.apply(
            numbers.map { number in
                let key = OrderKey(second: second(number), post: PostNumber(number))
                return .put(
                    SearchDocument(key: key, text: "cat \(number % 2 == 0 ? "dog" : "")", author: PersonNumber(1))
                )
            },
            seq: seq
        )
    }

    private func found(_ text: String, in index: SearchIndex) throws -> [OrderKey] {
        let query = try TypedQuery.parse(text, cuttingWordsWith: index.tokenizer).bind(now: Timestamp(seconds: 0)) {
            _ in []
        }
        return try index.batch(query, before: .top, limit: 10_000, steps: .max, includeLimited: true).hits.map(\.key)
    }

    private func compare(_ what: Testing.Comment) throws {
        for text in ["cat", "dog", "-dog"] { #expect(try found(text, in: reader) == found(text, in: writer), what) }
        #expect(try reader.seq() == writer.appliedSeq, what)
        #expect(reader.count == writer.count, what)
    }

    @Test func whatIsWrittenIsFoundAtOnce() throws {
        try compare("nothing")
        try put(1...250, at: { $0 + 10 }, seq: 1)
        try compare("a part of the first block")
        try put(251...700, at: { $0 + 10 }, seq: 2)
        try compare("more blocks and partitions")
        try put(701...760, at: { $0 - 600 }, seq: 3)
        try compare("late posts")
        let gone = try found("dog", in: writer).prefix(40)
        try writer.apply(gone.map { .remove($0) }, seq: 4)
        try compare("removed")
        while try writer.clean(pages: 5) { try compare("as its words leave the file") }
        try writer.beginBuild(head: 9)
        try compare("emptied")
        #expect(try found("cat", in: reader).isEmpty)
        try put(1...300, at: { $0 + 5 }, seq: 0)
        try compare("written anew")
        #expect(try found("cat", in: reader).count == 300)
    }

    /// Who reads for long keeps the log from being emptied, and the words of removed posts in it, but not for good.
    @Test func theLogIsEmptiedWhenNobodyReadsAnyMore() throws {
        try put(1...300, at: { $0 + 10 }, seq: 1)
        var configuration = Configuration()
        configuration.readonly = true
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: folder.path("search.sqlite"), configuration: configuration)
        try other.inDatabase { db in
            try db.execute(sql: "BEGIN")
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM packed_rows") == 2)
        }
        try writer.apply([.remove(OrderKey(second: 14, post: PostNumber(4)))], seq: 2)
        var failure: SearchError?
        do throws(SearchError) { while try writer.clean() {} } catch { failure = error }
        #expect(failure?.isBusy == true)
        #expect(writer.holdsRemovedWords)
        #expect(writer.needsCleaning)
        try other.inDatabase { try $0.execute(sql: "COMMIT") }
        while try writer.clean() {}
        #expect(!writer.holdsRemovedWords)
        #expect(!writer.needsCleaning)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("search.sqlite-wal"))).isEmpty)
    }

    /// The log can be emptied between two readings, and what was read stays right.
    @Test func aReadingHoldsNothingUp() throws {
        try put(1...600, at: { $0 + 10 }, seq: 1)
        #expect(try found("cat", in: reader).count == 600)
        try writer.checkpoint()
        #expect(try found("dog", in: reader).count == 300)
        try reader.close()
        try writer.close()
    }
}
