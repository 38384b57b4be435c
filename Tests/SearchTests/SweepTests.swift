import Foundation
import GRDB
import Query
import SocialModel
import Testing

@testable import Search

/// What went is found by nobody, and taken out of lists that do not say what a row holds.
@Suite struct SweepTests {
    private let folder: ScratchFolder
    private var samples = SampleDocuments(random: SeededRandom(seed: 77))

    init() throws { folder = try ScratchFolder() }

    private func key(_ number: UInt32) -> OrderKey { OrderKey(second: number, post: PostNumber(number)) }

    /// An index of documents in the order of time, none of whose rows is kept.
    private func built(_ documents: [SearchDocument], _ name: String) throws -> SearchIndex {
        let index = try SearchIndex(path: folder.path(name), partitionSize: 150)
        // Each partition takes several steps.
        index.instancesPerStep = 100
        try index.beginBuild(head: 1)
        for start in stride(from: 0, to: documents.count, by: 40) {
            let batch = Array(documents[start..<min(start + 40, documents.count)])
            try index.continueBuild(
                batch.map { DocumentTokens($0, with: index.tokenizer) },
                through: batch[batch.count - 1].key
            )
        }
        try index.finishBuild()
        while try index.clean() {}
        return index
    }

    private func documents() -> [SearchDocument] {
        var samples = samples
        return (1...400).map { samples.document(key($0)) }
    }

    /// All that FTS5's lists have, by posts and not by rows.
    private func lists(_ index: SearchIndex) throws -> [String] {
        try index.queue.inDatabase { db in
            var all: [String] = []
            for partition in index.partitions.all {
                var scan = InstanceScan(of: partition)
                while !scan.isFinished {
                    try scan.step(index, db) {
                        let key =
                            partition.kind == .late ? OrderKey(stored: $0.row) : try? index.rows.row($0.row, db).key
                        all.append(
                            "\(key?.value ?? 0) \($0.column) \($0.offset) \(String(decoding: $0.term, as: UTF8.self))"
                        )
                    }
                }
            }
            return all.sorted()
        }
    }

    private func everything(_ index: SearchIndex) throws -> [OrderKey] {
        let query = try TypedQuery.parse("cat OR -cat", cuttingWordsWith: index.tokenizer).bind(
            now: Timestamp(seconds: 0)
        ) { _ in [] }
        return try index.candidates(query, limit: 10_000, includeLimited: true).map(\.key)
    }

    /// The lists, the tags and what is found are at last those of an index that never had what went.
    @Test(arguments: [1, 7, 200])
    func whatWentLeavesNothing(pages: Int) throws {
        let documents = documents()
        let index = try built(documents, "search.sqlite")
        let gone = documents.filter { $0.key.second % 3 == 0 || $0.key.second > 380 }
        let left = documents.filter { !gone.contains($0) }
        try index.apply(gone.prefix(70).map { .remove($0.key) }, seq: 2)
        #expect(index.needsMerging)
        #expect(
            try everything(index)
                == documents.map(\.key).filter { key in
                    !gone.prefix(70).contains { $0.key == key }
                }.reversed()
        )
        // The rest goes while the first are being swept out.
        var steps = 0
        while try index.clean(pages: pages) {
            steps += 1
            if steps == 4 { try index.apply(gone.dropFirst(70).map { .remove($0.key) }, seq: 3) }
        }
        #expect(steps > 8)

        let never = try built(left, "never.sqlite")
        #expect(try everything(index) == left.map(\.key).reversed())
        #expect(index.count == left.count && index.partitions.words == never.partitions.words)
        #expect(try lists(index) == lists(never))
        #expect(try index.tags(prefix: "c", limit: 50) == never.tags(prefix: "c", limit: 50))
        #expect(try index.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM removed_rows") } == 0)
        #expect(try faults(index).isEmpty)
        #expect(Set(try index.differences(documents).missing) == Set(gone.map(\.post)))

        // What comes back is found at its place.
        try index.apply(gone.map { .put($0) }, seq: 4)
        #expect(try everything(index) == documents.map(\.key).reversed())
        let differences = try index.differences(documents)
        #expect(differences.missing.isEmpty && differences.different.isEmpty)
        #expect(try faults(index).isEmpty)
    }

    /// A post that changes is found by what it is now only, at once.
    @Test func whatChangesIsFoundByWhatItIsNow() throws {
        let documents = documents()
        let index = try built(documents, "search.sqlite")
        var changed = documents
        for place in stride(from: 0, to: changed.count, by: 5) {
            changed[place].text = "zebra \(place)"
            changed[place].tags = ["zebra"]
        }
        try index.apply(changed.map { .put($0) }, seq: 2)
        let zebras = try TypedQuery.parse("zebra", cuttingWordsWith: index.tokenizer).bind(
            now: Timestamp(seconds: 0)
        ) { _ in [] }
        let expected = changed.filter { $0.tags == ["zebra"] }.map(\.key)
        #expect(try index.candidates(zebras, limit: 999, includeLimited: true).map(\.key) == expected.reversed())
        #expect(try everything(index) == documents.map(\.key).reversed())
        #expect(index.partitions.late.reduce(0) { $0 + $1.count } == expected.count)
        while try index.clean() {}
        #expect(try faults(index).isEmpty)
        #expect(try index.differences(changed).different.isEmpty)
        #expect(try index.differences(documents).different.count == expected.count)

        // What is kept changes where it stands.
        try index.apply(expected.map { key in .put(changed[Int(key.second) - 1]) }, seq: 3)
        try index.apply(expected.map { .put(SearchDocument(key: $0, text: "gnu", author: PersonNumber(1))) }, seq: 4)
        #expect(try index.candidates(zebras, limit: 999, includeLimited: true).isEmpty)
        while try index.clean() {}
        #expect(try faults(index).isEmpty)
    }

    private func faults(_ index: SearchIndex) throws -> [ListFault] {
        var faults: [ListFault] = []
        while let found = try index.compareLists() { faults += found }
        return faults
    }

    @Test func whatIsWrongInTheListsIsFound() throws {
        let documents = documents()
        let index = try built(documents, "search.sqlite")
        #expect(try faults(index).isEmpty)
        try index.queue.write { db in
            // A word more, a row that is not there, and a row of no post.
            try db.execute(
                sql: """
                    INSERT INTO words_1(rowid, words, facts) VALUES (3, 'zebra', '');
                    INSERT INTO words_2(words_2) VALUES ('delete-all');
                    INSERT INTO words_3(rowid, words, facts) VALUES (9999, 'zebra', '');
                    """
            )
        }
        let found = try faults(index)
        #expect(Set(found).count == found.count)
        let second = Set(documents[150..<300].map { ListFault.missing($0.post) })
        #expect(Set(found) == second.union([.different(documents[2].post), .extra]))
    }

    /// What is written while the lists are compared is no fault.
    @Test func writesMayComeInBetween() throws {
        var documents = documents()
        let index = try built(documents, "search.sqlite")
        var seq: UInt64 = 2
        var steps = 0
        while let found = try index.compareLists() {
            #expect(found.isEmpty)
            steps += 1
            // What is removed is swept out at times.
            _ = try index.clean()
            guard steps.isMultiple(of: 7) else { continue }
            let number = UInt32(documents.count + 1)
            documents.append(SearchDocument(key: key(number), text: "gnu", author: PersonNumber(2)))
            let removed = documents[Int(seq) * 31 % 400].key
            try index.apply([.put(documents[documents.count - 1]), .remove(removed)], seq: seq)
            seq += 1
        }
        #expect(seq > 4 && steps > 20)
        while try index.clean() {}
        #expect(try faults(index).isEmpty)
    }

    /// In the middle of a sweep the words of what went are still in the file, and no longer at its end.
    @Test(arguments: [false, true]) func theWordsLeaveTheFile(opensAgain: Bool) throws {
        var documents = documents()
        documents[10].text = "xylophonquartz Жжёжщщы"
        documents[300].text = "brombeerwald"
        var index = try built(documents, "search.sqlite")
        // Without beginnings, which a segment leaves out that the term before has too.
        let traces = ["phonquartz", "жщщы", "beerwald"]
        func traced() throws -> [String] {
            let bytes = try folder.bytes()
            return traces.filter { bytes.range(of: Data($0.utf8)) != nil }
        }
        try index.checkpoint()
        #expect(try traced() == traces)
        try index.apply([.remove(documents[10].key), .remove(documents[300].key)], seq: 2)
        for _ in 0..<3 { #expect(try index.clean()) }
        #expect(index.needsMerging)
        #expect(try traced() == traces)
        if opensAgain { index = try SearchIndex(path: folder.path("search.sqlite"), partitionSize: 150) }
        while try index.clean() {}
        #expect(try traced().isEmpty)
    }

    /// A transaction that fails changes no row.
    @Test func aFailedRemovalChangesNothing() throws {
        let documents = documents()
        let index = try built(documents, "search.sqlite")
        func fail(on table: String, _ body: () throws -> Void) throws {
            try index.queue.inDatabase { db in
                try db.execute(
                    sql:
                        "CREATE TEMP TRIGGER full BEFORE INSERT ON main.\(table) BEGIN SELECT RAISE(ABORT, 'full'); END"
                )
            }
            #expect(throws: SearchError.self) { try body() }
            try index.queue.inDatabase { try $0.execute(sql: "DROP TRIGGER full") }
        }
        var changed = documents[7]
        changed.text = "gnu"
        for table in ["removed_rows", "partition", "packed_rows"] {
            try fail(on: table) { try index.apply([.remove(documents[5].key), .put(changed)], seq: 2) }
            #expect(index.appliedSeq == 1 && index.count == documents.count)
            #expect(try everything(index) == documents.map(\.key).reversed())
            #expect(try index.differences(documents).different.isEmpty)
        }
        try index.apply([.remove(documents[5].key), .put(changed)], seq: 2)
        #expect(try everything(index) == documents.filter { $0 != documents[5] }.map(\.key).reversed())
    }

    /// Merges need room for a while, and give it back.
    @Test func theFileShrinks() throws {
        let index = try SearchIndex(path: folder.path("search.sqlite"))
        try index.beginBuild(head: 1)
        var samples = samples
        for batch in 0..<40 as Range<UInt32> {
            let documents = (batch * 50 + 1...batch * 50 + 50).map { samples.document(key($0)) }
            try index.continueBuild(
                documents.map { DocumentTokens($0, with: index.tokenizer) },
                through: documents[49].key
            )
        }
        try index.finishBuild()
        func pages(_ name: String) throws -> Int {
            try index.queue.read { try Int.fetchOne($0, sql: "PRAGMA \(name)") ?? 0 }
        }
        let before = try pages("page_count")
        while try index.clean(pages: 20) {}
        #expect(try pages("page_count") < before * 3 / 4)
        #expect(try pages("freelist_count") <= pages("page_count") / 20)
        let segments = try index.queue.read {
            try Int.fetchOne($0, sql: "SELECT count(DISTINCT segid) FROM words_1_idx")
        }
        #expect(segments == 1)
    }
}
