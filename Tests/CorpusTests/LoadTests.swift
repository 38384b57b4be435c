import Corpus
import Federation
import Foundation
import GRDB
import Ledger
import SocialModel
import Streams
import TestSupport
import Testing

/// A ledger that was loaded beside one that was written event by event.
@Suite struct LoadTests {
    @Test func leavesWhatEnvelopesLeave() async throws {
        let keys = FileManager.default.temporaryDirectory.appending(path: "millrace-load-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: keys) }
        let ring = try KeyRing(folder: keys.path, size: KeyRing.Size(large: 0, small: 2))
        var shape = WorldShape.demo
        (shape.posts, shape.comments, shape.likes) = (160, 180, 260)
        let world = try World(seed: Seed(3), shape: shape)
        try await compare(world) { event in
            switch event.content {
            case .apply(let changes): return .apply(changes, skipRefused: true)
            case .envelope(let sender, let entity):
                let bytes = try ring.envelope(sender: sender, entity)
                let key = ReadyKey(.given(pem: ring.publicKey(of: sender)))
                return .receive(
                    try IncomingEnvelope(bytes, receivedAt: event.arrival) { $0 == sender ? key : .neverGiven }
                )
            }
        } keys: {
            ring.publicKey(of: $0)
        }
    }

    @Test(arguments: [60, 1_500]) func leavesWhatThePodsChangesLeave(posts: Int) async throws {
        var shape = posts == 60 ? WorldShape.tiny : .small
        (shape.posts, shape.remotePeople) = (posts, min(shape.remotePeople, 200))
        (shape.comments, shape.likes) = (min(shape.comments, 1_200), min(shape.likes, 2_000))
        try await compare(World(seed: Seed(8), shape: shape)) { event in
            switch event.content {
            case .apply(let changes): .apply(changes, skipRefused: true)
            case .envelope(_, let entity): .apply([.entity(EntityPut(entity))], skipRefused: true)
            }
        }
    }

    @Test func refusesAFolderThatHasALedger() throws {
        let folder = try ScratchFolder()
        let ledger = Ledger(folder: folder.path)
        _ = try ledger.openWriter()
        let before = try ledger.openReader(label: "test").seq()
        let world = try World(seed: Seed(1), shape: .tiny)
        #expect(throws: LedgerError.self) { try world.load(into: ledger) }
        #expect(try ledger.openReader(label: "test").seq() == before)
    }

    @Test func leavesNothingWhenBrokenOff() throws {
        struct Broken: Error {}
        let folder = try ScratchFolder()
        let world = try World(seed: Seed(1), shape: .tiny)
        let arrivals = world.events.flatMap(\.arrivals)
        #expect(throws: Broken.self) {
            try Ledger(folder: folder.path).load { loader in
                try loader.apply(arrivals)
                throw Broken()
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func countsWhatBreaksARuleAndGoesOn() throws {
        let folder = try ScratchFolder()
        let world = try World(seed: Seed(1), shape: .tiny)
        let arrivals = world.events.flatMap(\.arrivals)
        let stranger = try #require(world.ids.first)
        let empty = StatusMessage(author: stranger, guid: try #require(GUID("0123456789abcdef-empty")))
        let extra = Arrival(.entity(EntityPut(.statusMessage(empty))), receivedAt: world.shape.end)
        let plain = try Ledger(folder: folder.path + "/").load { try $0.apply(arrivals) }
        let other = try ScratchFolder()
        let result = try Ledger(folder: other.path).load { try $0.apply(arrivals + [extra]) }
        #expect(result.refused == plain.refused + 1)
        #expect(result.applied == plain.applied)
    }

    // MARK: - Comparing

    private func compare(
        _ world: World,
        call: (WorldEvent) throws -> WriteCall,
        keys: (@Sendable (DiasporaID) -> String?)? = nil
    ) async throws {
        let (loaded, written) = (try ScratchFolder(), try ScratchFolder())
        let events = Array(keys.map { world.events.withPublicKeys($0) } ?? world.events)
        let isFederated = keys != nil
        let result = try Ledger(folder: loaded.path).load { loader in
            for event in events {
                try loader.apply(
                    event.arrivals.map {
                        Arrival($0.change, receivedAt: $0.receivedAt, isFederated: $0.isFederated && isFederated)
                    }
                )
            }
        }
        let writer = try Ledger(folder: written.path).openWriter()
        var refused = 0
        for event in events {
            for result in try writer.commit([(try call(event), event.arrival)]).results {
                switch result {
                case .success(let receipt): refused += receipt.refused.count
                case .failure: refused += 1
                }
            }
        }
        #expect(result.refused == refused)
        #expect(UInt64(result.applied) <= writer.seq)
        let tables = try (LedgerTables(loaded.path), LedgerTables(written.path))
        for (name, sql) in LedgerTables.queries where !(isFederated && name == "relays") {
            let (one, other) = (try tables.0.rows(sql), try tables.1.rows(sql))
            #expect(one.count == other.count, "\(name)")
            let difference = zip(one, other).first { $0 != $1 }
            #expect(difference == nil, "\(name)")
        }
        try await compareStreams(loaded.path, written.path, world)
    }

    private func compareStreams(_ one: String, _ other: String, _ world: World) async throws {
        let indexes = [StreamIndex(), StreamIndex()]
        for (index, folder) in zip(indexes, [one, other]) {
            _ = try await index.load(from: Ledger(folder: folder).openReader(label: "test"))
        }
        for id in world.localIDs.prefix(12) {
            let users = indexes.map { $0.user(id) }
            #expect(users[0] != nil && users[0] == users[1])
            for stream in [Streams.Stream.home, .everyone, .mentions, .followedTags] {
                let pages = zip(indexes, users).map { $0.page(StreamQuery(stream, viewer: $1), limit: 200) }
                #expect(pages[0] == pages[1])
            }
        }
        #expect(!indexes[0].page(StreamQuery(.everyone, viewer: nil), limit: 5).isEmpty)
    }
}

/// Every table of a ledger in words instead of numbers, where numbers may differ.
private struct LedgerTables {
    private let queue: DatabaseQueue

    init(_ folder: String) throws { queue = try DatabaseQueue(path: folder + "/ledger.sqlite") }

    func rows(_ sql: String) throws -> [[DatabaseValue]] {
        try queue.read { db in try Row.fetchAll(db, sql: sql).map { Array($0.databaseValues) } }
    }

    /// Posts, people, users, aspects and tags are numbered alike; comments and photos may not be, as the numbers of
    /// the last ones that were erased are given again.
    static let queries: KeyValuePairs = [
        "meta": "SELECT * FROM meta WHERE key NOT IN ('seq', 'log.horizon', 'log.horizon_post') ORDER BY key",
        "people": "SELECT * FROM people ORDER BY number",
        "users": "SELECT * FROM users ORDER BY number",
        "aspects": "SELECT * FROM aspects ORDER BY number",
        "contacts": "SELECT * FROM contacts ORDER BY user, person",
        "blocks": "SELECT * FROM blocks ORDER BY user, person",
        "hides": "SELECT * FROM hides ORDER BY user, post",
        "tags": "SELECT * FROM tags ORDER BY number",
        "tag_followings": "SELECT * FROM tag_followings ORDER BY user, tag",
        "posts": "SELECT * FROM posts ORDER BY number",
        "post_bodies": "SELECT * FROM post_bodies ORDER BY number",
        "photos": """
        SELECT guid, author, post_guid, public, created_at, path, name, text, height, width, recipients, row_id
          FROM photos ORDER BY guid
        """,
        "polls": "SELECT guid, post, question, row_id FROM polls ORDER BY guid",
        "poll_answers": """
        SELECT polls.guid, position, poll_answers.guid, answer FROM poll_answers JOIN polls ON polls.number = poll
          ORDER BY polls.guid, position
        """,
        "comments": "SELECT guid, post, author, created_at, text, mentions, likes, row_id FROM comments ORDER BY guid",
        "likes": """
        SELECT likes.guid, target_kind, iif(target_kind = 0, target, comments.guid), likes.author, positive,
          likes.created_at, likes.row_id FROM likes LEFT JOIN comments ON target_kind = 1 AND comments.number = target
          ORDER BY likes.guid
        """,
        "participations": "SELECT post, person, count FROM participations ORDER BY post, person",
        "relays": "SELECT * FROM relays ORDER BY guid",
        "tombstones": "SELECT * FROM tombstones ORDER BY guid, kind",
        "parked": "SELECT need, origin, input, received_at FROM parked ORDER BY need, number",
    ]
}
