import Foundation
import Query
import Search
import SocialModel
import Testing

@Suite struct ForgettingTests {
    let folder: ScratchFolder
    let index: SearchIndex

    init() throws {
        folder = try ScratchFolder()
        index = try SearchIndex(path: folder.path("search.sqlite"), partitionSize: 200)
    }

    func contains(_ words: [String]) throws -> [Bool] {
        let bytes = try folder.bytes()
        return words.map { bytes.range(of: Data($0.utf8)) != nil }
    }

    func query(_ text: String) throws -> BoundQuery {
        try TypedQuery.parse(text, cuttingWordsWith: index.tokenizer).bind(now: Timestamp(seconds: 0)) { _ in [] }
    }

    /// Writing goes on between the steps of a merge, by as many posts each time.
    @Test(arguments: [(1, 0), (2, 1), (3, 3), (20, 2), (500, 0)])
    func theWordsOfARemovedPostLeaveTheFiles(pages: Int, writes: Int) throws {
        var samples = SampleDocuments(random: SeededRandom(seed: 21))
        let secret = SearchDocument(
            key: OrderKey(second: 150, post: PostNumber(1)),
            text: "xylophonquartz #quetzalwort Жжёжщщы 秘密鍵",
            tags: ["quetzalwort"],
            author: PersonNumber(1)
        )
        let rewritten = SearchDocument(
            key: OrderKey(second: 151, post: PostNumber(2)),
            text: "brombeerwald",
            author: PersonNumber(1)
        )
        let removedLater = SearchDocument(
            key: OrderKey(second: 149, post: PostNumber(3)),
            text: "haselnussstrauch",
            author: PersonNumber(1)
        )
        for batch in 0..<20 as Range<UInt32> {
            var changes = (0..<25 as Range<UInt32>).map { number in
                let key = OrderKey(second: batch * 25 + number, post: PostNumber(100 + batch * 25 + number))
                return SearchChange.put(samples.document(key))
            }
            if batch == 6 { changes += [.put(secret), .put(rewritten), .put(removedLater)] }
            try index.apply(changes, seq: UInt64(batch + 1))
        }
        let traces = ["xylophonquartz", "quetzalwort", "жжежщщы", "秘密", "密鍵", "brombeerwald", "haselnussstrauch"]
        #expect(try contains(traces) == traces.map { _ in true })

        let secrets = try query("xylophonquartz OR #quetzalwort OR brombeerwald")
        #expect(try index.candidates(secrets, limit: 9).count == 2)
        let other = SearchDocument(key: rewritten.key, text: "cat", author: PersonNumber(1))
        try index.apply([.remove(secret.key), .put(other)], seq: 30)
        #expect(try index.candidates(secrets, limit: 9).isEmpty)
        #expect(index.needsCleaning)

        // A cursor left open must not keep the log from being emptied.
        let cursor = index.cursor(try query("cat"))
        #expect(try cursor.next(3).count == 3)
        var steps: UInt32 = 0
        while try index.clean(pages: pages) {
            steps += 1
            guard steps < 200 else { continue }
            for number in 0..<UInt32(writes) {
                // Among the others, so that they come into the same partition.
                let key = OrderKey(second: 140 + number, post: PostNumber(10_000 + steps * 10 + number))
                try index.apply([.put(samples.document(key))], seq: 30 + UInt64(steps))
            }
            if steps == 2 { try index.apply([.remove(removedLater.key)], seq: 30 + UInt64(steps)) }
        }
        if steps < 2 {
            try index.apply([.remove(removedLater.key)], seq: 100)
            while try index.clean(pages: pages) {}
        }
        #expect(!index.needsCleaning)
        #expect(try contains(traces) == traces.map { _ in false })
        #expect(try cursor.next(3).count == 3)
    }

    @Test func whatIsNotCleanedYetIsRememberedAcrossOpening() throws {
        let document = SearchDocument(key: OrderKey(1), text: "xylophonquartz", author: PersonNumber(1))
        try index.apply([.put(document)], seq: 1)
        try index.apply([.remove(document.key)], seq: 2)
        let again = try SearchIndex(path: folder.path("search.sqlite"))
        #expect(again.needsCleaning)
        #expect(try contains(["xylophonquartz"]) == [true])
        while try again.clean() {}
        #expect(try contains(["xylophonquartz"]) == [false])
    }

    @Test func aNewBuildLeavesNoWords() throws {
        let document = SearchDocument(
            key: OrderKey(1),
            text: "xylophonquartz",
            tags: ["quetzalwort"],
            author: PersonNumber(1)
        )
        try index.apply([.put(document)], seq: 1)
        try index.beginBuild(head: 1)
        #expect(try contains(["xylophonquartz", "quetzalwort"]) == [false, false])
    }
}
