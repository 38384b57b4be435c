import Federation
import Ledger
import SocialModel
import Testing

@testable import Engine

/// When the fetcher begins what, by a clock of the test's own.
@Suite struct FetchBookTests {
    private func person(_ number: Int, host: String = "a.example", depth: Int = 0) throws -> Errand {
        let id = try #require(DiasporaID("p\(number)@\(host)"))
        return try #require(Errand(.person(id), depth: depth))
    }

    private func begin(_ book: inout FetchBook, at now: Int64) -> [Errand] {
        var begun: [Errand] = []
        while let errand = book.next(now: now) { begun.append(errand) }
        return begun
    }

    @Test func theSameThingIsFetchedOnceAtATime() throws {
        var book = FetchBook(FetchLimits())
        let errand = try person(1)
        for _ in 0..<3 { book.want(errand, now: 0) }
        #expect(begin(&book, at: 0).count == 1)
        book.want(errand, now: 1)
        #expect(begin(&book, at: 1).isEmpty)
        #expect(book.counters.joined == 3)
        book.finish(errand, .fetched, now: 2)
        book.want(errand, now: 3)
        #expect(begin(&book, at: 3).count == 1)
    }

    @Test func onlySoManyAreAtWorkAndQueued() throws {
        var limits = FetchLimits()
        (limits.atOnce, limits.queued) = (2, 3)
        var book = FetchBook(limits)
        for number in 0..<5 { book.want(try person(number), now: 0) }
        #expect(book.counters.queued == 3 && book.counters.dropped == 2)
        let begun = begin(&book, at: 0)
        #expect(begun.map(\.target) == [try person(0).target, try person(1).target])
        book.finish(begun[0], .fetched, now: 1)
        #expect(begin(&book, at: 1).map(\.target) == [try person(2).target])
    }

    @Test func aHostHasItsShareOfAWindowAndOthersGoAhead() throws {
        var limits = FetchLimits()
        (limits.perHostAndWindow, limits.perWindow, limits.atOnce) = (2, 4, 100)
        var book = FetchBook(limits)
        for number in 0..<5 { book.want(try person(number), now: 0) }
        for number in 0..<5 { book.want(try person(number, host: "b.example"), now: 0) }
        #expect(begin(&book, at: 0).map(\.host) == ["a.example", "a.example", "b.example", "b.example"])
        #expect(begin(&book, at: limits.window - 1).isEmpty)
        #expect(book.wakeTime(now: 5) == limits.window)
        #expect(begin(&book, at: limits.window).map(\.host) == ["a.example", "a.example", "b.example", "b.example"])
        #expect(begin(&book, at: 2 * limits.window).count == 2)
    }

    @Test func whatFailedIsLeftAloneLongerEachTimeAndThenForGood() throws {
        let limits = FetchLimits()
        var book = FetchBook(limits)
        let errand = try person(1)
        book.want(errand, now: 0)
        var now: Int64 = 0
        for (attempt, pause) in limits.pauses.enumerated() {
            #expect(begin(&book, at: now).count == 1, "attempt \(attempt)")
            book.finish(errand, .failed, now: now)
            book.want(errand, now: now + pause - 1)
            #expect(begin(&book, at: now + pause - 1).isEmpty)
            let isLast = attempt == limits.pauses.count - 1
            #expect(book.wakeTime(now: now) == (isLast ? nil : now + pause))
            now += pause
        }
        #expect(begin(&book, at: now).isEmpty)
        #expect(book.counters.failed == 4 && book.counters.held == 4)
        // Somebody needs it anew.
        book.want(errand, now: now)
        #expect(begin(&book, at: now).count == 1)
    }

    @Test func aLinkThatFailedIsFetchedAgainOnlyIfSomethingWaitsForIt() throws {
        let limits = FetchLimits()
        var book = FetchBook(limits)
        let author = try #require(DiasporaID("a@a.example"))
        let guid = try #require(GUID("0123456789abcdef"))
        let link = try #require(DiasporaLink.links(in: "diaspora://a@a.example/post/\(guid)").first)
        let errand = try #require(Errand(link, depth: 0))
        book.want(errand, now: 0)
        _ = begin(&book, at: 0)
        book.finish(errand, .failed, now: 0)
        #expect(book.wakeTime(now: 0) == nil)
        book.want(try #require(Errand(.entity(type: .post, guid: guid, author: author), depth: 0)), now: 1)
        #expect(begin(&book, at: 1).isEmpty)
        #expect(book.wakeTime(now: 1) == limits.pauses[0])
        #expect(begin(&book, at: limits.pauses[0]).count == 1)
    }

    @Test func onlySoManyFailuresAreRemembered() throws {
        var limits = FetchLimits()
        limits.failures = 10
        limits.perHostAndWindow = 1_000
        limits.atOnce = 1_000
        var book = FetchBook(limits)
        for number in 0..<50 {
            let errand = try person(number)
            book.want(errand, now: Int64(number))
            _ = begin(&book, at: Int64(number))
            book.finish(errand, .failed, now: Int64(number))
        }
        #expect(book.counters.failing == 10)
    }

    @Test func whatIsTooFarFromItsCauseIsNotFetched() throws {
        let limits = FetchLimits()
        var book = FetchBook(limits)
        book.want(try person(1, depth: limits.depth - 1), now: 0)
        book.want(try person(2, depth: limits.depth), now: 0)
        #expect(book.counters.queued == 1 && book.counters.dropped == 1)
        let link = try #require(DiasporaLink.links(in: "diaspora://a@a.example/post/0123456789abcdef").first)
        book.want(try #require(Errand(link, depth: limits.linkDepth)), now: 0)
        #expect(book.counters.queued == 1 && book.counters.dropped == 2)
    }

    @Test func onlyWhatPodsGiveIsFetched() throws {
        let author = try #require(DiasporaID("a@a.example"))
        let guid = try #require(GUID("0123456789abcdef"))
        for type in RetractionTarget.allCases {
            let isGiven = [.post, .statusMessage, .reshare, .comment, .poll].contains(type)
            #expect((Errand(.entity(type: type, guid: guid, author: author), depth: 0) != nil) == isGiven)
            #expect(Errand(.entity(type: type, guid: guid, author: nil), depth: 0) == nil)
        }
        #expect(Errand(.user(author), depth: 0) == nil)
        for (type, isGiven) in [
            ("post", true), ("status_message", true), ("photo", false), ("person", false), ("x", false),
        ] {
            let link = try #require(DiasporaLink.links(in: "diaspora://a@a.example/\(type)/\(guid)").first)
            #expect((Errand(link, depth: 0) != nil) == isGiven, "\(type)")
        }
    }
}
