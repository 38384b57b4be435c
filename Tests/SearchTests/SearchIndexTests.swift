import Query
import Search
import SocialModel
import Testing

@Suite struct SearchIndexTests {
    let folder: ScratchFolder
    let index: SearchIndex

    init() throws {
        folder = try ScratchFolder()
        index = try SearchIndex(path: folder.path("search.sqlite"), partitionSize: 40)
    }

    func query(_ text: String) throws -> BoundQuery {
        try TypedQuery.parse(text, cuttingWordsWith: index.tokenizer).bind(
            now: SampleDocuments.now,
            people: SampleDocuments.resolve
        ) { _ in [AspectNumber(7)] }
    }

    func document(_ number: UInt32, _ text: String, isPublic: Bool = true) -> SearchDocument {
        SearchDocument(
            key: OrderKey(second: number, post: PostNumber(number)),
            text: text,
            tags: TagGrammar.tags(in: text),
            author: PersonNumber(1),
            isPublic: isPublic
        )
    }

    func found(_ text: String, includeLimited: Bool = false) throws -> [UInt32] {
        try index.candidates(query(text), limit: 100, includeLimited: includeLimited).map(\.post.value)
    }

    /// What the matcher finds, newest first.
    func expected(_ query: BoundQuery, _ documents: [SamplePost], includeLimited: Bool) -> [OrderKey] {
        documents.filter { includeLimited || $0.document.isPublic }.filter { query.matches($0) }
            .map(\.document.key).sorted(by: >)
    }

    @Test(arguments: [11, 12, 13] as [UInt64])
    func theIndexFindsWhatMatchesNewestFirst(seed: UInt64) throws {
        var samples = SampleDocuments(random: SeededRandom(seed: seed))
        var documents: [OrderKey: SearchDocument] = [:]
        var keys = samples.keys(240)
        if seed == 12 { keys.sort() }
        if seed == 13 { keys.sort(by: >) }
        var seq: UInt64 = 0
        for batch in stride(from: 0, to: keys.count, by: 30) {
            var changes = keys[batch..<batch + 30].map { SearchChange.put(samples.document($0)) }
            // Some earlier posts go, or change.
            for _ in 0..<6 {
                guard let old = documents.keys.sorted().randomElement(using: &samples.random) else { break }
                changes.append(samples.random.below(2) == 0 ? .remove(old) : .put(samples.document(old)))
            }
            for change in changes {
                switch change {
                case .put(let document): documents[document.key] = document
                case .remove(let key): documents[key] = nil
                }
            }
            seq += 1
            try index.apply(changes, seq: seq)
            if seq == 4 { while try index.clean(pages: 1) {} }
        }
        #expect(index.count == documents.count)
        let posts = documents.mapValues { SamplePost($0, with: index.tokenizer) }
        func passing(_ hits: [SearchHit], _ rest: QueryNode<BoundNames>?) -> [OrderKey] {
            hits.filter { hit in
                [rest, hit.rest].compactMap { $0 }.allSatisfy { posts[hit.key].map($0.matches) ?? false }
            }.map(\.key)
        }

        var hits = 0
        for _ in 0..<250 {
            let text = samples.query()
            let query = try query(text)
            for includeLimited in [false, true] {
                let expected = expected(query, Array(posts.values), includeLimited: includeLimited)
                let all = index.cursor(query, includeLimited: includeLimited)
                #expect(passing(try all.next(1_000), all.rest) == expected, "\(text)")
                let before = try #require(keys.randomElement(using: &samples.random))
                let older = index.cursor(query, before: before, includeLimited: includeLimited)
                #expect(passing(try older.next(1_000), older.rest) == expected.filter { $0 < before }, "\(text)")

                let cursor = index.cursor(query, includeLimited: includeLimited)
                var paged: [OrderKey] = []
                while !cursor.isFinished {
                    let (count, steps) = (1 + samples.random.below(9), 1 + samples.random.below(40))
                    paged += passing(try cursor.next(count, steps: steps), cursor.rest)
                }
                #expect(paged == expected, "\(text)")

                // Each by a cursor of its own, as a search does that lets others have their turn.
                paged = []
                var place: OrderKey? = .top
                while let before = place {
                    let batch = try index.batch(
                        query,
                        before: before,
                        limit: 1 + samples.random.below(20),
                        steps: 1 + samples.random.below(40),
                        includeLimited: includeLimited
                    )
                    paged += passing(batch.hits, batch.rest)
                    #expect(batch.next ?? OrderKey(0) < before)
                    place = batch.next
                }
                #expect(paged == expected, "\(text)")
                hits += expected.count
            }
        }
        #expect(hits > 1_000)
    }

    /// What finds nothing takes its turns at the ends of partitions.
    @Test func partitionsWithoutHitsCountToo() throws {
        try index.apply((1...90).map { .put(document($0, $0.isMultiple(of: 2) ? "cat" : "dog")) }, seq: 1)
        let query = try query("cat dog")
        var place: OrderKey? = .top
        var turns = 0
        while let before = place {
            let batch = try index.batch(query, before: before, limit: 9, steps: 1, includeLimited: true)
            #expect(batch.hits.isEmpty)
            #expect(batch.steps == (batch.next == nil ? 0 : 1))
            place = batch.next
            turns += 1
        }
        // Three partitions, and the one that finds no more.
        #expect(turns == 4)
    }

    @Test func aCursorGoesOnAcrossWrites() throws {
        try index.apply((1...90).map { .put(document($0, "cat")) }, seq: 1)
        let cursor = index.cursor(try query("cat"))
        #expect(try cursor.next(30).map(\.post.value) == Array((61...90).reversed()))
        try index.apply([.remove(document(60, "").key), .put(document(91, "cat")), .put(document(55, "dog"))], seq: 2)
        #expect(try cursor.next(100).map(\.post.value) == (1...59).reversed().filter { $0 != 55 })
        #expect(cursor.isFinished)
        #expect(try cursor.next(1).isEmpty)
        let later = index.cursor(try query("cat"), before: cursor.position)
        #expect(try later.next(5).isEmpty)
    }

    @Test func aWordFindsTheTagButATagFindsOnlyTheTag() throws {
        try index.apply(
            [.put(document(1, "a cat")), .put(document(2, "a #cat")), .put(document(3, "a #cat-s"))],
            seq: 1
        )
        #expect(try found("cat") == [3, 2, 1])
        #expect(try found("#cat") == [2])
        #expect(try found("#cat-s") == [3])
        #expect(try found("#a") == [])
    }

    @Test func limitedPostsAreFoundOnlyWhereAskedFor() throws {
        try index.apply([.put(document(1, "cat")), .put(document(2, "cat", isPublic: false))], seq: 1)
        #expect(try found("cat") == [1])
        #expect(try found("is:limited") == [])
        #expect(try found("-dog") == [1])
        #expect(try found("cat", includeLimited: true) == [2, 1])
        #expect(try found("is:limited", includeLimited: true) == [2])
    }

    @Test func nothingThatAUserTypesIsFTS5Syntax() throws {
        try index.apply([.put(document(1, "cat near words facts"))], seq: 1)
        for text in [
            "words:cat", "facts : cat", "NEAR(cat near)", "cat NEAR words", "^cat", "{words facts}:cat", "cat + near",
            "- words",
            "'; DROP TABLE words_1; --", "cat\0dog", "\u{E104}", "cat\\", "%", "*", "**", "cat**", "c'at",
            "rank MATCH 'x'",
            "\u{FEFF}cat", "cat\u{202E}",
        ] {
            do {
                _ = try found(text)
            } catch is QueryFault {
                // Refused by our own parser, which is fine.
            }
        }
        #expect(try found("cat") == [1])
        var random = SeededRandom(seed: 5)
        let alphabet = Array("ab #@\"()-*:{}^+'é猫OR NT\0\u{301}😀\\;%_.,".unicodeScalars)
        var searched = 0
        for _ in 0..<2_000 {
            do {
                _ = try found(random.text(from: alphabet, length: 30))
                searched += 1
            } catch is QueryFault {
                continue
            }
        }
        #expect(searched > 200)
    }

    @Test func theLargestQueriesRun() throws {
        try index.apply([.put(document(1, "cat"))], seq: 1)
        #expect(try found(Array(repeating: "cat", count: 64).joined(separator: " OR ")) == [1])
        let nested = String(repeating: "(cat -(", count: 4) + "dog" + String(repeating: "))", count: 4)
        #expect(try found(nested) == [])
        #expect(try found(String(repeating: "-", count: 12) + "cat") == [1])
    }

    @Test func applyingAgainChangesNothing() throws {
        let changes: [SearchChange] = [.put(document(1, "#cat")), .put(document(2, "#cat #dog"))]
        for _ in 0..<3 { try index.apply(changes, seq: 5) }
        try index.apply(changes + [.remove(document(9, "").key)], seq: 6)
        #expect(index.count == 2 && !index.needsCleaning && index.appliedSeq == 6)
        #expect(try index.tags(prefix: "#", limit: 9) == [])
        #expect(try index.tags(prefix: "c", limit: 9) == [TagCount(name: "cat", posts: 2)])
        #expect(throws: SearchError.outOfOrder(applied: 6, given: 5)) { try index.apply([], seq: 5) }
    }

    @Test func tagsAreCountedOnPublicPostsOnly() throws {
        try index.apply(
            [
                .put(document(1, "#cat #<3")), .put(document(2, "#Cat #cats #cat")), .put(document(3, "#cat-nap")),
                .put(document(4, "#cats #catx", isPublic: false)), .put(document(5, "#cats #кот")),
                .put(document(6, "#cats")),
            ],
            seq: 1
        )
        let counts = try index.tags(prefix: "CAT", limit: 10)
        #expect(counts.map(\.name) == ["cats", "cat", "cat-nap"])
        #expect(counts.map(\.posts) == [3, 2, 1])
        #expect(try index.tags(prefix: "cat", limit: 1).map(\.name) == ["cats"])
        #expect(try index.tags(prefix: "#<3", limit: 9) == [TagCount(name: "<3", posts: 1)])
        #expect(try index.tags(prefix: "К", limit: 9) == [TagCount(name: "кот", posts: 1)])
        #expect(try index.tags(prefix: "%", limit: 9) == [])

        try index.apply(
            [.remove(document(3, "").key), .remove(document(4, "").key), .put(document(6, "#cat"))],
            seq: 2
        )
        #expect(try index.tags(prefix: "cat", limit: 10).map { "\($0.name) \($0.posts)" } == ["cat 3", "cats 2"])
    }

    @Test func aNewBuildEmptiesAndAVersionStays() throws {
        try index.apply([.put(document(1, "#cat"))], seq: 3)
        let again = try SearchIndex(path: folder.path("search.sqlite"))
        #expect(again.appliedSeq == 3 && again.count == 1)
        try index.beginBuild(head: 1)
        #expect(index.appliedSeq == 0 && index.count == 0)
        #expect(try found("cat") == [] && index.tags(prefix: "cat", limit: 1) == [])
        try index.apply([.put(document(1, "#cat"))], seq: 1)
        #expect(try found("cat") == [1])
    }
}
