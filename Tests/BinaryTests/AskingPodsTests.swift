import Federation
import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// What an engine with `--fetch` gets from another pod by itself, over TLS.
@Suite(.timeLimit(.minutes(20))) struct AskingPodsTests {
    let pod: StubPod
    let keys: [String: PrivateKey]

    init() throws {
        pod = try StubPod()
        keys = try ["ann", "bob", "eve"].reduce(into: [:]) { $0[$1] = try PrivateKey.generate(bits: 2_048) }
    }

    private func engine(isFetching: Bool = true, allowing: String = StubPod.address) async throws -> ServedEngine {
        let places = pod.connectTo("a.pod.example", "b.pod.example", "e.pod.example").joined(separator: ",")
        return try await ServedEngine(
            in: ScratchFolder(),
            arguments: isFetching ? ["--fetch"] : [],
            environment: [
                "MILLRACE_FETCHING_AUTHORITIES": pod.authority, "MILLRACE_FETCHING_CONNECT_TO": places,
                "MILLRACE_FETCHING_PRIVATE_ADDRESSES": allowing, "MILLRACE_FETCHING_SECONDS": "600",
            ]
        )
    }

    // MARK: - People and what they say

    private func id(_ name: String) throws -> DiasporaID {
        try #require(DiasporaID("\(name)@\(name.prefix(1)).pod.example"))
    }

    private func person(_ name: String) throws -> StubPerson {
        let key = try #require(keys[name])
        return StubPerson(
            id: try id(name).text,
            guid: "person-of-\(name)-00001",
            key: try key.publicPEM,
            firstName: name.capitalized
        )
    }

    private func seal(_ entity: Entity, by name: String) throws -> [UInt8] {
        let key = try #require(keys[name])
        return try MagicEnvelope.seal(payload: EntityWriter.bytes(entity), sender: try id(name), key: key)
    }

    private func guid(_ text: String) throws -> GUID {
        try #require(GUID(text.padding(toLength: 20, withPad: "0", startingAt: 0)))
    }

    private func post(_ text: String, _ number: Int = 1, by name: String = "ann") throws -> StatusMessage {
        StatusMessage(
            author: try id(name),
            guid: try guid("post-\(name)-\(number)-"),
            createdAt: Timestamp(seconds: 1_700_000_000),
            isPublic: true,
            text: text
        )
    }

    private func route(_ post: StatusMessage, by name: String, host: String) throws -> StubRoute {
        var route = StubRoute("\(host)/fetch/post/\(post.guid)")
        route.body = try seal(.statusMessage(post), by: name)
        return route
    }

    private func waitFor(_ guid: GUID, _ client: RPCClient) async throws -> JSONValue {
        while true {
            let fault = try await fault { _ = try await client.call("post.read", ["guid": .string(guid.text)]) }
            if fault == nil { return try await client.call("post.read", ["guid": .string(guid.text)]) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// The fetcher's counters, once they are as they should be.
    private func counters(_ client: RPCClient, until isSo: (JSONValue) -> Bool) async throws -> JSONValue {
        while true {
            let counters = try #require(try await client.call("engine.status")["fetcher"])
            if counters["queued"] == 0, counters["running"] == 0, isSo(counters) { return counters }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    // MARK: - Tests

    @Test func aRelayedCommentOfSomebodyUnknownOnAPostUnknownIsThereInTheEnd() async throws {
        let post = try post("what was commented")
        let author = try id("bob")
        let comment = SocialModel.Comment(
            author: author,
            guid: try guid("comment-bob-"),
            parentGUID: post.guid,
            text: "first",
            createdAt: Timestamp(seconds: 1_700_000_100)
        )
        // The post is asked for where the comment comes from, which sends the engine to where the post comes from.
        try pod.serve(
            try person("ann").routes + person("bob").routes + [
                route(post, by: "ann", host: "a.pod.example"),
                .redirect("b.pod.example/fetch/post/\(post.guid)", to: "https://a.pod.example/fetch/post/\(post.guid)"),
            ]
        )
        let engine = try await engine()
        let client = try await engine.client()
        let envelope = try relayed(comment, by: "bob", through: "ann")
        let answer = try await client.receive(envelope)
        #expect(answer["status"] == "parked")
        #expect(answer["needs"] == [["kind": "person", "id": "ann@a.pod.example"]])
        let item = try await waitFor(post.guid, client)["item"]
        #expect(item?["text"] == "what was commented")
        #expect(item?["author"]?["name"] == "Ann Example")
        #expect(item?["interactions"]?["comments_count"] == 1)
        #expect(item?["interactions"]?["comments"]?.array?.first?["author"]?["name"] == "Bob Example")
        // Each document was asked for once.
        #expect(pod.requests.count == 6 && Set(pod.requests).count == 6, "\(pod.requests)")
        let counters = try await counters(client) { $0["fetched"] == 3 }
        #expect(counters["failed"] == 0 && counters["started"] == 3)
        #expect(try await client.call("engine.status")["parked"]?["count"] == 0)
    }

    /// A comment signed by its author, and sent by the post's.
    private func relayed(_ comment: SocialModel.Comment, by author: String, through sender: String) throws -> [UInt8] {
        try seal(AuthorSignature.sign(.comment(comment), key: try #require(keys[author])), by: sender)
    }

    @Test func withoutTheFlagOnlyThePodIsTold() async throws {
        try pod.serve(try person("ann").routes)
        let engine = try await engine(isFetching: false)
        let client = try await engine.client()
        #expect(try await client.receive(seal(.statusMessage(post("x")), by: "ann"))["status"] == "parked")
        #expect(try await client.call("engine.status")["fetcher"] == .null)
        #expect(engine.stop() == 0)
        #expect(pod.requests.isEmpty)
    }

    @Test func theDefaultAsksNoAddressOfThisMachine() async throws {
        try pod.serve(try person("ann").routes)
        let engine = try await engine(allowing: "")
        let client = try await engine.client()
        _ = try await client.receive(seal(.statusMessage(post("x")), by: "ann"))
        let counters = try await counters(client) { $0["failed"] == 1 }
        #expect(counters["fetched"] == 0)
        #expect(pod.requests.isEmpty)
    }

    @Test func twoThatWaitForOnePersonAreOneFetch() async throws {
        var routes = try person("ann").routes
        routes[0].mode = "hold"
        try pod.serve(routes)
        let engine = try await engine()
        let client = try await engine.client()
        let posts = try (1...5).map { try post("number \($0)", $0) }
        for post in posts {
            #expect(try await client.receive(seal(.statusMessage(post), by: "ann"))["status"] == "parked")
        }
        try pod.release()
        for post in posts { _ = try await waitFor(post.guid, client) }
        let counters = try await counters(client) { $0["fetched"] == 1 }
        #expect(counters["started"] == 1 && counters["joined"] == 4)
        #expect(pod.requests.count == 2)
    }

    @Test func documentsThatAreWrongAreNotAskedForAgainSoon() async throws {
        let good = try person("ann")
        var other = good
        other.id = "eve@a.pod.example"
        var broken = StubRoute(good.hCardPlace, "<p>nobody</p>")
        broken.status = 200
        let cases: [(String, [StubRoute])] = [
            ("not found", []),
            (
                "wrong subject",
                [StubRoute(good.webFingerPlace, String(decoding: other.jrd, as: UTF8.self)), good.routes[1]]
            ),
            ("no JSON", [StubRoute(good.webFingerPlace, "<html>"), good.routes[1]]),
            ("no hCard", [good.routes[0], broken]),
            ("a hCard too long", [good.routes[0], StubRoute(good.hCardPlace, mode: "endless")]),
            ("to http", [.redirect(good.webFingerPlace, to: "http://a.pod.example/")]),
        ]
        for (what, routes) in cases {
            try pod.serve(routes)
            let engine = try await engine()
            let client = try await engine.client()
            _ = try await client.receive(seal(.statusMessage(post("x")), by: "ann"))
            _ = try await counters(client) { $0["failed"] == 1 }
            let asked = pod.requests.count
            _ = try await client.receive(seal(.statusMessage(post("y", 2)), by: "ann"))
            let counters = try await counters(client) { $0["held"] == 1 }
            #expect(counters["failing"] == 1 && counters["started"] == 1, "\(what)")
            #expect(pod.requests.count == asked, "\(what)")
            #expect(try await client.call("engine.status")["parked"]?["count"] == 2, "\(what)")
        }
    }

    @Test func linksInTextsAreFollowedTwoDeepAndTheirFailuresSwallowed() async throws {
        // Each post links to the next, without end, and to something that nobody has.
        let posts = try (0..<6).map { number in
            try post(
                "see diaspora://ann@a.pod.example/post/\(try guid("post-ann-\(number + 1)-")) and "
                    + "diaspora://ann@a.pod.example/post/\(try guid("missing-\(number)-")).",
                number
            )
        }
        try pod.serve(try person("ann").routes + posts.map { try route($0, by: "ann", host: "a.pod.example") })
        let engine = try await engine()
        let client = try await engine.client()
        _ = try await client.call("person.discovered", try documents(person("ann")))
        #expect(try await client.receive(seal(.statusMessage(posts[0]), by: "ann"))["status"] == "accepted")
        _ = try await waitFor(posts[2].guid, client)
        let counters = try await counters(client) { $0["dropped"] == 2 }
        #expect(counters["fetched"] == 2 && counters["failed"] == 2)
        #expect(pod.count("/fetch/post/") == 4)
        #expect(try await client.call("engine.status")["counts"]?["posts"] == 3)
    }

    private func documents(_ person: StubPerson) throws -> JSONObject {
        [
            "jrd": .string(String(decoding: person.jrd, as: UTF8.self)),
            "hcard": .string(String(decoding: person.hCard, as: UTF8.self)),
        ]
    }

    @Test func aChainOfResharesWithoutEndIsCutOff() async throws {
        // Every reshare is of another one that is not known either.
        let author = try id("eve")
        let reshares = try (0..<20).map { number in
            Reshare(
                author: author,
                guid: try guid("reshare-\(number)-"),
                createdAt: Timestamp(seconds: 1_700_000_000),
                root: Reshare.Root(author: author, guid: try guid("reshare-\(number + 1)-"))
            )
        }
        let routes = try reshares.map { reshare in
            var route = StubRoute("e.pod.example/fetch/post/\(reshare.guid)")
            route.body = try seal(.reshare(reshare), by: "eve")
            return route
        }
        try pod.serve(try person("eve").routes + routes)
        let engine = try await engine()
        let client = try await engine.client()
        #expect(try await client.receive(seal(.reshare(reshares[0]), by: "eve"))["status"] == "parked")
        _ = try await counters(client) { $0["dropped"] == 1 }
        // One person and seven roots: eight fetches that led to each other.
        #expect(pod.count("/fetch/post/") == 7)
        #expect(pod.requests.count == 9)
    }

    @Test func aPodThatAnswersWithSomethingElseIsNotBelievedToHaveAnswered() async throws {
        let (asked, other) = (try post("asked for"), try post("another", 2))
        var route = try route(other, by: "ann", host: "a.pod.example")
        route.place = "a.pod.example/fetch/post/\(asked.guid)"
        // What nobody signed is not even taken in.
        let stolen = try post("never said", 3)
        var forged = StubRoute("e.pod.example/fetch/post/\(stolen.guid)")
        forged.body = try MagicEnvelope.seal(
            payload: EntityWriter.bytes(.statusMessage(stolen)),
            sender: id("ann"),
            key: try #require(keys["eve"])
        )
        try pod.serve(try person("ann").routes + person("eve").routes + [route, forged])
        let engine = try await engine()
        let client = try await engine.client()
        for name in ["ann", "eve"] { _ = try await client.call("person.discovered", try documents(person(name))) }
        for (name, missing, failures) in [("ann", asked, 1), ("eve", stolen, 2)] {
            let link = try post("diaspora://\(id(name))/post/\(missing.guid)", 9, by: name)
            _ = try await client.receive(seal(.statusMessage(link), by: name))
            _ = try await counters(client) { $0["failed"] == .integer(Int64(failures)) }
            let gone = try await fault { _ = try await client.call("post.read", ["guid": .string(missing.guid.text)]) }
            #expect(gone?.reason == "not_found")
        }
        // The other one is good, and here.
        _ = try await waitFor(other.guid, client)
    }

    @Test func aRetractionOfSomethingUnknownAsksForNothingButItsSender() async throws {
        try pod.serve(try person("ann").routes)
        let engine = try await engine()
        let client = try await engine.client()
        let retraction = Retraction(author: try id("ann"), targetGUID: try guid("post-ann-1-"), targetType: .post)
        _ = try await client.receive(seal(.retraction(retraction), by: "ann"))
        _ = try await counters(client) { $0["fetched"] == 1 }
        #expect(pod.requests.count == 2 && pod.count("/fetch/") == 0)
        #expect(try await client.call("engine.status")["parked"]?["count"] == 1)
    }

    @Test func whatWaitedWhenTheEngineStoppedIsFetchedWhenItStarts() async throws {
        let post = try post("late")
        try pod.serve(try person("ann").routes)
        let first = try await engine(isFetching: false)
        let client = try await first.client()
        #expect(try await client.receive(seal(.statusMessage(post), by: "ann"))["status"] == "parked")
        #expect(first.stop() == 0)
        let places = pod.connectTo("a.pod.example").joined(separator: ",")
        let second = try await ServedEngine(
            in: first.folder,
            arguments: ["--fetch"],
            environment: [
                "MILLRACE_FETCHING_AUTHORITIES": pod.authority, "MILLRACE_FETCHING_CONNECT_TO": places,
                "MILLRACE_FETCHING_PRIVATE_ADDRESSES": StubPod.address,
            ]
        )
        _ = try await waitFor(post.guid, try await second.client())
        #expect(second.stop() == 0)
    }
}
