import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// Previews of addresses in posts, fetched in the background from a server of ours, as pages are in life.
@Suite struct PreviewArrivalTests {
    let pod: StubPod
    let folder: ScratchFolder
    let alice: DiasporaID

    init() throws {
        pod = try StubPod()
        folder = try ScratchFolder()
        alice = try #require(DiasporaID("alice@own.example"))
    }

    private func engine(seconds: Int = 60, fetching: Bool = true) async throws -> ServedEngine {
        var places = pod.connectTo("a.pod.example", "b.pod.example", "c.pod.example", "tube.pod.example")
        // A name that leads to this machine when it is asked.
        places.append("rebound.pod.example:443:localhost:\(pod.port)")
        let engine = try await ServedEngine(
            in: folder,
            arguments: fetching ? ["--fetch"] : [],
            environment: [
                "MILLRACE_FETCHING_AUTHORITIES": pod.authority, "MILLRACE_FETCHING_SECONDS": "\(seconds)",
                "MILLRACE_FETCHING_CONNECT_TO": places.joined(separator: ","),
                "MILLRACE_FETCHING_PRIVATE_ADDRESSES": StubPod.address,
            ]
        )
        _ = try await engine.client().apply([
            .personPut(PersonPut(id: alice, guid: GUID("person-alice-1234567"))), .userPut(UserPut(id: alice)),
        ])
        return engine
    }

    private func guid(_ number: Int) throws -> GUID { try #require(GUID("status-of-alice-\(number)")) }

    private func post(_ number: Int, _ text: String) throws -> Change {
        .entity(
            EntityPut(.statusMessage(StatusMessage(author: alice, guid: try guid(number), isPublic: true, text: text)))
        )
    }

    private func item(_ number: Int, _ client: RPCClient) async throws -> JSONValue {
        try #require(try await client.call("post.read", ["guid": .string(try guid(number).text)])["item"])
    }

    private func links(_ client: RPCClient, until isSo: (JSONValue) -> Bool) async throws {
        while true {
            if isSo(try #require(try await client.call("engine.status")["links"])) { return }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private func page(_ title: String, image: String = "/i.png", head: String = "") -> String {
        "<!doctype html><head>\(head)<title>\(title)</title><meta property='og:image' content='\(image)'></head>"
    }

    // MARK: - The post

    @Test func thePreviewOfAPostArrivesAndReachesThoseWhoSeeIt() async throws {
        try pod.serve([StubRoute("a.pod.example/story", page("A story"), mode: "hold")])
        var engine = try await engine()
        var client = try await engine.client()
        let text = "First [this](http://a.pod.example/story), then https://b.pod.example/other."
        _ = try await client.apply([try post(1, text)])
        while pod.count("/story") == 0 { try await Task.sleep(for: .milliseconds(5)) }
        // Killed while it is fetched: the next engine fetches it.
        engine.kill9()
        engine = try await self.engine()
        client = try await engine.client()
        let events = try await EventStream(to: engine)
        _ = try await events.client.call("stream.subscribe", ["stream": "public"])
        #expect(try await item(1, client)["open_graph_cache"] == .null)
        try pod.release()
        let changed = try await events.next()
        #expect(try changed.event == "changed" && changed.guid == guid(1))
        let shown: JSONValue = [
            "title": "A story", "ob_type": "website", "image": "https://a.pod.example/i.png",
            "url": "https://a.pod.example/story", "description": .null, "video_url": .null,
        ]
        #expect(changed.item?["open_graph_cache"] == shown)
        // What is known is not asked for again, and of two addresses only the first is.
        let asked = pod.count("/story")
        _ = try await client.apply([try post(2, "again http://a.pod.example/story")])
        #expect(try await item(2, client)["open_graph_cache"] == shown)
        #expect(pod.count("/story") == asked && pod.count("/other") == 0)
        // What the pod says counts for more.
        let own: JSONValue = ["title": "mine"]
        let put: JSONObject = ["op": "preview.put", "post": .string(try guid(2).text), "open_graph": own]
        _ = try await client.call("pod.apply", ["changes": [.object(put)]])
        #expect(try await item(2, client)["open_graph_cache"] == own)
        #expect(try await item(1, client)["open_graph_cache"] == shown)
        // With the last post goes the address.
        for number in [1, 2] {
            let retraction = Retraction(author: alice, targetGUID: try guid(number), targetType: .post)
            _ = try await client.apply([.entity(EntityPut(.retraction(retraction)))])
        }
        try await links(client) { $0 == ["waiting": 0, "fetched": 0, "failed": 0] }
        #expect(engine.stop() == 0)
    }

    @Test func nothingIsFetchedUnlessThatIsOn() async throws {
        try pod.serve([StubRoute("a.pod.example/", page("A page"))])
        let engine = try await engine(fetching: false)
        let client = try await engine.client()
        _ = try await client.apply([try post(1, "https://a.pod.example/")])
        #expect(try await client.call("engine.status")["links"] == .null)
        #expect(engine.stop() == 0)
        #expect(pod.requests.isEmpty)
    }

    /// An instance of PeerTube is anybody's: its answer gives words and numbers, and never HTML.
    @Test func aVideoOfPeerTubeIsEmbeddedByUs() async throws {
        let video = "9c9de5e8-0a1e-484a-b099-e80766180a6d"
        let answer = """
            {"type": "video", "version": "1.0", "title": "A film", "author_name": "Eve", "width": 560, "height": 315,
             "html": "<script>alert(1)</script>", "thumbnail_url": "https://tube.pod.example/t.jpg", "x": "y"}
            """
        let question =
            "tube.pod.example/services/oembed?url=https%3A%2F%2Ftube.pod.example%2Fw%2F\(video)"
            + "&format=json&maxwidth=420&maxheight=420&frame=1&iframe=1"
        try pod.serve([
            StubRoute(question, answer), StubRoute("b.pod.example/w/\(video)", page("No film")),
        ])
        let engine = try await engine()
        let client = try await engine.client()
        _ = try await client.apply([
            try post(1, "https://tube.pod.example/w/\(video)"), try post(2, "https://b.pod.example/w/\(video)"),
        ])
        try await links(client) { $0["fetched"] == 2 }
        let data = try #require(try await item(1, client)["o_embed_cache"]?["data"])
        #expect(data["title"] == "A film" && data["author_name"] == "Eve" && data["x"] == nil)
        #expect(data["trusted_endpoint_url"] == "https://tube.pod.example/services/oembed")
        let html = try #require(data["html"]?.string)
        #expect(html.contains("src=\"https://tube.pod.example/videos/embed/\(video)\"") && !html.contains("script>"))
        #expect(html.contains("width=\"560\" height=\"315\""))
        // What only looks like a film is a page.
        let page = try await item(2, client)
        #expect(page["o_embed_cache"] == .null && page["open_graph_cache"]?["title"] == "No film")
        #expect(engine.stop() == 0)
    }

    // MARK: - Pages as they are

    @Test func pagesOfAllKindsGiveTheirPreviewOrNone() async throws {
        let cyrillic = "Привет, мир"
        var windows = StubRoute("a.pod.example/windows-1251")
        windows.body =
            Array("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>".utf8)
            + Array("<meta property=og:image content=/i.png><title>".utf8)
            + [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2, 0x2C, 0x20, 0xEC, 0xE8, 0xF0] + Array("</title>".utf8)
        // The header counts, though the page says something else.
        var japanese = StubRoute("a.pod.example/shift_jis")
        japanese.headers = [("Content-Type", "text/html; charset=Shift_JIS")]
        japanese.body =
            Array("<meta charset=utf-8><meta property=og:image content=/i.png><title>".utf8) + [0x93, 0xFA, 0x96, 0x7B]
            + Array("</title>".utf8)
        var wide = StubRoute("a.pod.example/utf-16")
        wide.body = [0xFF, 0xFE] + page("日本").utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        var undeclared = StubRoute("a.pod.example/undeclared")
        undeclared.body = Array(page("caf").dropLast(0).utf8)
        undeclared.body.insert(0xE9, at: undeclared.body.firstRange(of: Array("</title>".utf8))?.lowerBound ?? 0)
        var json = StubRoute("b.pod.example/json", page("Not a page"))
        json.headers = [("Content-Type", "application/json")]
        var picture = StubRoute("b.pod.example/picture.png", "\u{89}PNG")
        picture.headers = [("Content-Type", "image/png")]
        var missing = StubRoute("b.pod.example/missing", page("Not found"))
        missing.status = 404
        let routes = [
            windows, japanese, wide, undeclared, json, picture, missing,
            .redirect("a.pod.example/moved", to: "https://b.pod.example/new/place?x=1"),
            StubRoute("b.pod.example/new/place?x=1", page("Moved", image: "../pictures/./i.png")),
            StubRoute("b.pod.example/bare", "<title>No picture</title>"),
            StubRoute("b.pod.example/empty", ""), StubRoute("b.pod.example/huge", mode: "endless"),
            StubRoute("b.pod.example/packed", mode: "bomb"),
            .redirect("c.pod.example/inside", to: "https://127.0.0.1:\(pod.port)/secret"),
            .redirect("c.pod.example/rebound", to: "https://rebound.pod.example/secret"),
            .redirect("c.pod.example/plain", to: "http://a.pod.example/windows-1251"),
            .redirect("c.pod.example/circle", to: "https://c.pod.example/circle"),
        ]
        try pod.serve(routes)
        let shown: [(String, String?, String?)] = [
            ("a.pod.example/windows-1251", cyrillic, "https://a.pod.example/i.png"),
            ("a.pod.example/shift_jis", "日本", "https://a.pod.example/i.png"),
            ("a.pod.example/utf-16", "日本", "https://a.pod.example/i.png"),
            ("a.pod.example/undeclared", "café", "https://a.pod.example/i.png"),
            ("a.pod.example/moved", "Moved", "https://b.pod.example/pictures/i.png"),
            ("b.pod.example/json", nil, nil), ("b.pod.example/picture.png", nil, nil), ("b.pod.example/bare", nil, nil),
            ("b.pod.example/empty", nil, nil),
        ]
        let refused = [
            ("b.pod.example/missing", "404"), ("b.pod.example/huge", "1048576 bytes"),
            ("b.pod.example/packed", "1048576 bytes"), ("c.pod.example/inside", "127.0.0.1 has no address"),
            ("c.pod.example/rebound", "rebound.pod.example has no address"), ("c.pod.example/plain", "from https to"),
            ("c.pod.example/circle", "redirects"), ("rebound.pod.example/secret", "rebound.pod.example has no address"),
        ]
        let engine = try await engine()
        let client = try await engine.client()
        let all = shown.map(\.0) + refused.map(\.0)
        _ = try await client.apply(try all.enumerated().map { try post($0, "look: https://\($1)") })
        try await links(client) { $0["waiting"] == 0 }
        for (number, (url, title, image)) in shown.enumerated() {
            let preview = try await item(number, client)["open_graph_cache"]
            #expect(preview?["title"]?.string == title, "\(url)")
            #expect(preview?["image"]?.string == image, "\(url)")
        }
        for (number, (url, words)) in refused.enumerated() {
            #expect(try await item(shown.count + number, client)["open_graph_cache"] == .null, "\(url)")
            let parameters: JSONObject = ["url": .string("https://\(url)"), "deadline_ms": 600_000]
            let fault = try await fault { _ = try await client.call("link.preview", parameters) }
            #expect(fault?.reason == "no_preview", "\(url)")
            #expect(fault?.detail.contains(words) == true, "\(url): \(fault?.detail ?? "none")")
        }
        #expect(pod.count("/secret") == 0)
        #expect(engine.stop() == 0)
    }

    /// A page that never ends and one that breaks off are tried again, and hold up nobody.
    @Test func slowPagesAreGivenUpForNow() async throws {
        try pod.serve([
            StubRoute("a.pod.example/slow", mode: "drip"), StubRoute("a.pod.example/cut", page("Cut"), mode: "cut"),
            StubRoute("b.pod.example/quick", page("Quick")),
        ])
        let engine = try await engine(seconds: 3)
        let client = try await engine.client()
        _ = try await client.apply([
            try post(1, "https://a.pod.example/slow"), try post(2, "https://a.pod.example/cut"),
            try post(3, "https://b.pod.example/quick"),
        ])
        try await links(client) { $0["fetched"] == 1 && $0["waiting"] == 2 }
        #expect(try await item(3, client)["open_graph_cache"]?["title"] == "Quick")
        let slow: JSONObject = ["url": "https://a.pod.example/slow", "deadline_ms": 600_000]
        let fault = try await fault { _ = try await client.call("link.preview", slow) }
        #expect(fault?.detail.contains("took too long") == true, "\(String(describing: fault))")
        #expect(engine.stop() == 0)
    }
}
