import Foundation
import Query
import Search
import SocialModel
import Testing

@Suite struct CrashTests {
    /// A crash leaves the log cut off anywhere.
    ///
    /// Whatever is left, the rows are those of the sequence number.
    @Test func rowsAndSequenceNumberAlwaysAgree() throws {
        let folder = try ScratchFolder()
        let path = folder.path("search.sqlite")
        let index = try SearchIndex(path: path, partitionSize: 30)
        try index.checkpoint()

        // Batch n puts posts 10n+1...10n+10, and removes the first post of the batch before.
        func posts(at seq: UInt64) -> [UInt32] {
            let batches = UInt32(seq)
            return (0..<batches * 10).map { $0 + 1 }.filter { $0 % 10 != 1 || $0 / 10 == batches - 1 }
        }
        func key(_ number: UInt32) -> OrderKey { OrderKey(second: number / 3, post: PostNumber(number)) }
        for seq in 1...12 as ClosedRange<UInt32> {
            let first = (seq - 1) * 10 + 1
            var changes = (first..<first + 10).map { number in
                SearchChange.put(
                    SearchDocument(key: key(number), text: "cat \(number) #tag", tags: ["tag"], author: PersonNumber(1))
                )
            }
            if seq > 1 { changes.append(.remove(key(first - 10))) }
            try index.apply(changes, seq: UInt64(seq))
        }
        let file = try Data(contentsOf: URL(fileURLWithPath: path))
        let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))

        var random = SeededRandom(seed: 31)
        var seen: Set<UInt64> = []
        for _ in 0..<60 {
            let crashed = try ScratchFolder()
            let path = crashed.path("search.sqlite")
            try file.write(to: URL(fileURLWithPath: path))
            try log.prefix(random.below(log.count + 1)).write(to: URL(fileURLWithPath: path + "-wal"))
            let reopened = try SearchIndex(path: path, partitionSize: 30)
            let cats = try TypedQuery.parse("cat", cuttingWordsWith: reopened.tokenizer).bind(
                now: Timestamp(seconds: 0)
            ) { _ in [] }
            let found = try reopened.candidates(cats, limit: 1_000).map(\.post.value)
            #expect(found == posts(at: reopened.appliedSeq).reversed())
            #expect(reopened.count == found.count)
            #expect(try reopened.tags(prefix: "tag", limit: 1).first?.posts ?? 0 == found.count)
            seen.insert(reopened.appliedSeq)
            // What is lost comes again.
            let next = reopened.appliedSeq + 1
            try reopened.apply([.put(SearchDocument(key: key(9_999), text: "cat", author: PersonNumber(1)))], seq: next)
            #expect(try reopened.candidates(cats, limit: 1).map(\.post.value) == [9_999])
        }
        #expect(seen.count > 5)
    }

    @Test func aFileThatIsNoDatabaseIsAnError() throws {
        let folder = try ScratchFolder()
        try Data(repeating: 0x41, count: 5_000).write(to: folder.url.appendingPathComponent("search.sqlite"))
        #expect(throws: SearchError.self) { try SearchIndex(path: folder.path("search.sqlite")) }
    }
}
