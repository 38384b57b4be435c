import Federation
import GRDB
import SocialModel
import TestSupport
import Testing

@testable import Ledger

/// The change log keeps some days, and whoever reads it hears of every change or that it has forgotten some.
@Suite struct LogTests {
    private let desk: Desk
    private let days = Int64(LedgerLimits().logSeconds)

    /// A post a second, and the log's whole time later nothing.
    init() throws {
        desk = try Desk()
        for number in 1...20 {
            try desk.apply(post(number), at: Timestamp(seconds: Desk.now.seconds + Int64(number)))
        }
    }

    private func post(_ number: Int) -> Entity {
        .statusMessage(Desk.post(Desk.guid("post\(number)-"), by: Desk.rex))
    }

    /// Something happens so much later that the log forgets all that was before.
    private func forget(in writer: LedgerWriter) throws {
        let later = Timestamp(seconds: Desk.now.seconds + days + 10_000)
        _ = try writer.commit([(.apply([.entity(EntityPut(post(21)))], skipRefused: false), later)])
    }

    @Test func whatIsTooOldIsForgotten() throws {
        let before = try desk.reader.seq()
        #expect(try desk.reader.posts(since: 0, limit: 100)?.entries.count == 20)
        try forget(in: desk.writer)
        #expect(try desk.reader.posts(since: 0, limit: 100) == nil)
        #expect(try desk.reader.changes(since: before - 1, limit: 100, bytes: .max) == nil)
        #expect(try desk.reader.posts(since: before, limit: 100)?.entries.count == 1)
        #expect(try desk.reader.changes(since: before, limit: 100, bytes: .max)?.changes.count == 1)
        #expect(try desk.reader.lastPost(at: before - 1) == nil)
        #expect(try desk.reader.lastPost(at: before) != nil)
    }

    /// A reader that has asked how far the log goes back finds all of it, though it is forgotten meanwhile.
    @Test func nothingIsLostBetweenTwoStatements() throws {
        let seq = try desk.reader.seq()
        try inTheMiddle { try forget(in: desk.writer) }
        let logged = try #require(try desk.reader.posts(since: 0, limit: 100))
        #expect(logged.entries.count == 20 && logged.seq == seq)
        #expect(try desk.reader.posts(since: 0, limit: 100) == nil)
    }

    @Test func noChangeIsLostBetweenTwoStatements() throws {
        let seq = try desk.reader.seq()
        let all = try desk.reader.changes(since: 0, limit: 100, bytes: .max)?.changes.count
        try inTheMiddle { try forget(in: desk.writer) }
        let logged = try #require(try desk.reader.changes(since: 0, limit: 100, bytes: .max))
        #expect(logged.changes.count == all && logged.head == seq)
        #expect(try desk.reader.changes(since: 0, limit: 100, bytes: .max) == nil)
    }

    /// Has `body` run once, when the reader has asked for the horizon.
    private func inTheMiddle(_ body: @escaping () throws -> Void) throws {
        var isDone = false
        desk.reader.queue.unsafeRead { db in
            db.trace(options: .profile) { event in
                guard !isDone, "\(event)".contains("log.horizon") else { return }
                isDone = true
                do { try body() } catch { Issue.record("\(error)") }
            }
        }
    }
}
