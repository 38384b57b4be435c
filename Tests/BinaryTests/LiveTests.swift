import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// What subscribers to streams are told.
@Suite struct LiveTests {
    // MARK: - Everything that can happen

    /// A stream that somebody has on the screen, and keeps up to date by what is told.
    private final class Screen {
        let parameters: JSONObject
        var shown: Set<GUID> = []
        var isStale = false

        init(_ parameters: JSONObject) { self.parameters = parameters }

        /// Follows an event; none may be told twice, or of what is not there.
        func follow(_ notice: StreamNotice, _ comment: Testing.Comment) throws {
            switch notice.event {
            case "added":
                let guid = try #require(notice.guid)
                #expect(shown.insert(guid).inserted || isStale, "\(guid) was there, \(comment)")
                #expect(notice.item?["guid"]?.string == guid.text)
            case "changed": #expect(try isStale || shown.contains(#require(notice.guid)), comment)
            case "removed": #expect(try shown.remove(#require(notice.guid)) != nil || isStale, comment)
            default: isStale = true
            }
        }
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func whoFollowsTheEventsSeesTheStream(seed: UInt64) async throws {
        let engine = try await ServedEngine()
        let writer = try await engine.client()
        let events = try await EventStream(to: engine)
        var history = RandomHistory(seed: seed)
        _ = try await writer.apply(history.beginning)
        var screens: [Int64: Screen] = [:]
        for parameters in Self.streams {
            let screen = Screen(parameters)
            let seq = try await read(screen, events.client)
            // Something happens between reading and subscribing.
            _ = try await writer.apply([history.next().change], skipRefused: true)
            var asked = parameters
            asked["since"] = .integer(seq)
            let answer = try await events.client.call("stream.subscribe", asked)
            screens[try #require(answer["subscription"]?.integer)] = screen
        }
        for round in 1...12 {
            for _ in 1...10 { _ = try await writer.apply([history.next().change], skipRefused: true) }
            try await follow(events, screens, "seed \(seed), round \(round)")
        }
        #expect(engine.stop() == 0)
    }

    /// Follows all that was told so far, and compares each screen with the stream.
    private func follow(
        _ events: EventStream,
        _ screens: [Int64: Screen],
        _ comment: Testing.Comment
    ) async throws {
        // Events come before the answer to what is asked afterwards, and so does what this subscription misses.
        let mark = try await events.client.call("stream.subscribe", ["stream": "public", "since": 0])
        let marked = try #require(mark["subscription"]?.integer)
        var notice = try await events.next()
        while notice.subscription != marked {
            try screens[notice.subscription]?.follow(notice, comment)
            notice = try await events.next()
        }
        _ = try await events.client.call("stream.unsubscribe", ["subscription": .integer(marked)])
        for screen in screens.values {
            let told = screen.shown
            let wasStale = screen.isStale
            _ = try await read(screen, events.client)
            if !wasStale { #expect(told == screen.shown, "\(screen.parameters), \(comment)") }
        }
    }

    private func read(_ screen: Screen, _ client: RPCClient) async throws -> Int64 {
        var parameters = screen.parameters
        parameters["limit"] = 100
        screen.shown = []
        screen.isStale = false
        var seqs: [Int64] = []
        while let page = try await page(parameters, client) {
            seqs.append(try #require(page["seq"]?.integer))
            for item in try #require(page["items"]?.array) { screen.shown.insert(try item.guid) }
            guard let next = page["next"], next != .null else { break }
            parameters["before"] = next
        }
        return seqs.first ?? 0
    }

    /// A page; nil once the viewer's account is gone.
    private func page(_ parameters: JSONObject, _ client: RPCClient) async throws -> JSONValue? {
        do {
            return try await client.call("stream.read", parameters)
        } catch {
            guard case .fault(let fault) = error, fault.code == .notFound else { throw error }
            return nil
        }
    }

    private static let streams: [JSONObject] =
        [["stream": "public"], ["stream": "local_public"], ["stream": "tag", "tag": "cats"]]
        + RandomHistory.locals.prefix(3).flatMap { viewer in
            let streams: [JSONObject] = [
                ["stream": "home"], ["stream": "aspects", "aspects": ["Work"]], ["stream": "followed_tags"],
                ["stream": "mentions"], ["stream": "liked"], ["stream": "commented"],
                ["stream": "activity", "order": "created"], ["stream": "public", "hide_reshares": true],
                ["stream": "person", "person": .string(RandomHistory.people[4].text)],
                ["stream": "saved", "query": "#cats OR is:limited OR is:liked"],
                ["stream": "saved", "query": "(aspect:Work OR from:me) comments:0 -is:reshare"],
            ]
            return streams.map { parameters in
                var parameters = parameters
                parameters["viewer"] = .string(viewer.text)
                return parameters
            }
        }

    // MARK: - One by one

    private let ana = DiasporaID("ana@pod.example")
    private let rex = DiasporaID("rex@r.example")

    private func guid(_ name: String) throws -> GUID {
        try #require(GUID("live-tests-\(name).".padding(toLength: 32, withPad: "0", startingAt: 0)))
    }

    private func world(_ arguments: [String] = []) async throws -> (ServedEngine, RPCClient) {
        let engine = try await ServedEngine(in: ScratchFolder(), arguments: arguments)
        let client = try await engine.client()
        let (ana, rex) = (try #require(ana), try #require(rex))
        _ = try await client.apply([
            .personPut(PersonPut(id: ana, guid: try guid("ana"))),
            .personPut(PersonPut(id: rex, guid: try guid("rex"))),
            .userPut(UserPut(id: ana)), .aspectPut(user: ana, aspect: "Friends", name: "Friends"),
        ])
        return (engine, client)
    }

    private func post(_ name: String, isPublic: Bool = true, text: String = "text", for users: [DiasporaID] = []) throws
        -> Change
    {
        let message = StatusMessage(author: try #require(rex), guid: try guid(name), isPublic: isPublic, text: text)
        return .entity(EntityPut(.statusMessage(message), recipients: users))
    }

    @Test func aLimitedPostIsToldToWhomItIsForAndItsEndToo() async throws {
        let (engine, client) = try await world()
        let ana = try #require(ana)
        let events = try await EventStream(to: engine)
        let person: JSONObject = ["stream": "person", "person": .string(try #require(rex).text)]
        var asAna = person
        asAna["viewer"] = .string(ana.text)
        _ = try await events.client.call("stream.subscribe", person)
        let hers = try await events.client.call("stream.subscribe", asAna)["subscription"]?.integer
        _ = try await client.apply([try post("limited", isPublic: false, for: [ana])])
        let retraction = Retraction(author: try #require(rex), targetGUID: try guid("limited"), targetType: .post)
        _ = try await client.apply([.entity(EntityPut(.retraction(retraction)))])
        // The other subscription's first event is about what came after.
        _ = try await client.apply([try post("public")])
        let told = [try await events.next(), try await events.next(), try await events.next(), try await events.next()]
        #expect(told.filter { $0.subscription == hers }.map(\.event) == ["added", "removed", "added"])
        let open = try guid("public")
        #expect(told.filter { $0.subscription != hers }.map(\.guid) == [open])
        #expect(engine.stop() == 0)
    }

    @Test func aCommentIsToldWithTheNewItemOnceACommit() async throws {
        let (engine, client) = try await world()
        _ = try await client.apply([try post("a")])
        let events = try await EventStream(to: engine)
        let answer = try await events.client.call("stream.subscribe", ["stream": "public"])
        let comment = SocialModel.Comment(
            author: try #require(ana),
            guid: try guid("comment"),
            parentGUID: try guid("a"),
            text: "so it is"
        )
        let written = try await client.apply([.entity(EntityPut(.comment(comment)))])
        let notice = try await events.next()
        #expect(notice.event == "changed" && notice.subscription == answer["subscription"]?.integer)
        #expect(notice.seq == written["seq"]?.integer)
        #expect(notice.item?["interactions"]?["comments"]?.array?.first?["text"] == "so it is")
        _ = try await client.apply([try post("b")])
        let event1 = try await events.next()
        #expect(event1.event == "added")
        #expect(engine.stop() == 0)
    }

    @Test func whatWasMissedIsToldFirstAndLongGoneIsStale() async throws {
        let (engine, client) = try await world()
        let before = try await client.seq()
        _ = try await client.apply([try post("a")])
        let between = try await client.seq()
        _ = try await client.apply([try post("b"), try post("c")])
        let events = try await EventStream(to: engine)
        _ = try await events.client.call("stream.subscribe", ["stream": "public", "since": .integer(between)])
        let (first, second) = (try await events.next(), try await events.next())
        let missed = [try guid("b"), try guid("c")]
        #expect([first.guid, second.guid] == missed)
        // A retraction has taken something out: what it was nobody knows any more.
        let retraction = Retraction(author: try #require(rex), targetGUID: try guid("a"), targetType: .post)
        _ = try await client.apply([.entity(EntityPut(.retraction(retraction)))])
        let event2 = try await events.next()
        #expect(event2.event == "removed")
        _ = try await events.client.call("stream.subscribe", ["stream": "public", "since": .integer(before)])
        let event3 = try await events.next()
        #expect(event3.event == "reset")
        let fault = try await fault {
            _ = try await events.client.call("stream.subscribe", ["stream": "public", "since": 1_000_000])
        }
        #expect(fault?.code == .stale)
        #expect(engine.stop() == 0)
    }

    @Test func whoFollowsOthersReadsAnew() async throws {
        let (engine, client) = try await world()
        let (ana, rex) = (try #require(ana), try #require(rex))
        _ = try await client.apply([try post("before")])
        let events = try await EventStream(to: engine)
        _ = try await events.client.call("stream.subscribe", ["stream": "home", "viewer": .string(ana.text)])
        let contact = ContactPut(user: ana, person: rex, isSharing: false, isReceiving: true, aspects: ["Friends"])
        _ = try await client.apply([.contactPut(contact)])
        let event4 = try await events.next()
        #expect(event4.event == "reset")
        // From then on the new contact's posts are told.
        _ = try await client.apply([try post("after")])
        let notice = try await events.next()
        #expect(try notice.event == "added" && notice.guid == guid("after"))
        _ = try await client.apply([.userDelete(user: ana)])
        let last = try await events.next()
        #expect(last.event == "closed" && last.reason == "viewer_gone")
        #expect(engine.stop() == 0)
    }

    @Test func whoDoesNotReadIsCutOffAndHoldsUpNobody() async throws {
        let (engine, client) = try await world()
        let slow = try RawSocket(engine.socket)
        slow.send(#"{"jsonrpc":"2.0","id":1,"method":"stream.subscribe","params":{"stream":"public"}}"#)
        #expect(try #require(slow.line()).contains(#""subscription""#))
        let events = try await EventStream(to: engine)
        _ = try await events.client.call("stream.subscribe", ["stream": "public"])
        // More than the kernel's and the engine's buffers hold.
        let text = String(repeating: "long ", count: 12_000)
        for number in 0..<100 {
            _ = try await client.apply([try post("long-\(number)", text: text)])
            let event5 = try await events.next()
            #expect(event5.event == "added")
        }
        var last = try #require(slow.line())
        while !last.contains(#""event":"closed""#) { last = try #require(slow.line()) }
        #expect(last.contains(#""reason":"too_slow""#))
        #expect(engine.stop() == 0)
    }

    @Test func subscriptionsHaveLimitsAndEndOnRequest() async throws {
        let (engine, client) = try await world()
        var ids: [Int64] = []
        for _ in 0..<256 {
            let answer = try await client.call("stream.subscribe", ["stream": "public"])
            ids.append(try #require(answer["subscription"]?.integer))
        }
        #expect(Set(ids).count == 256)
        let tooMany = try await fault { _ = try await client.call("stream.subscribe", ["stream": "public"]) }
        #expect(tooMany?.code == .busy && tooMany?.retryable == true)
        // Nobody ends another connection's.
        let other = try await engine.client()
        let notTheirs = try await fault {
            _ = try await other.call("stream.unsubscribe", ["subscription": .integer(ids[0])])
        }
        #expect(notTheirs?.code == .notFound)
        _ = try await client.call("stream.unsubscribe", ["subscription": .integer(ids[0])])
        _ = try await client.call("stream.subscribe", ["stream": "public"])
        let needsViewer = try await fault { _ = try await other.call("stream.subscribe", ["stream": "home"]) }
        #expect(needsViewer?.field == "viewer")
        await client.close()
        #expect(engine.stop() == 0)
    }

    @Test func whenTheEngineStopsItSaysSo() async throws {
        let (engine, _) = try await world()
        let events = try await EventStream(to: engine)
        _ = try await events.client.call("stream.subscribe", ["stream": "public"])
        #expect(engine.stop() == 0)
        let notice = try await events.next()
        #expect(notice.event == "closed" && notice.reason == "stopping")
    }
}
