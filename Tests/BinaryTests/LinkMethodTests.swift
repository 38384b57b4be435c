import JSON
import RPC
import TestSupport
import Testing
import Wire

/// `link.preview` and `bookmark.compose` through the socket.
@Suite struct LinkMethodTests {
    private func fault(_ client: RPCClient, _ method: String, _ parameters: JSONObject) async -> RPCFault? {
        do {
            _ = try await client.call(method, parameters)
            return nil
        } catch let RPCClientError.fault(fault) { return fault } catch { return nil }
    }

    @Test func aPageThatThePodHasGivesAPreviewToPut() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        let html = "<title>A page</title><meta property='og:image' content='/i.png'>"
        let preview = try await client.call("link.preview", ["url": "https://a.example/b", "html": .string(html)])
        let expected: JSONValue = [
            "title": "A page", "ob_type": "website", "image": "https://a.example/i.png", "url": "https://a.example/b",
            "description": nil, "video_url": nil,
        ]
        #expect(preview["open_graph"] == expected)
        let nothing = try await client.call("link.preview", ["url": "https://a.example/b", "html": "<title>x</title>"])
        #expect(nothing.object?.members.isEmpty == true)
        // Nothing is fetched unless asked for; what is no address is none.
        #expect(await fault(client, "link.preview", ["url": "https://a.example/"])?.field == "html")
        for url in ["javascript:alert(1)", "https://", "a.example", "https://a b.example/"] {
            #expect(await fault(client, "link.preview", ["url": .string(url), "html": "x"])?.field == "url", "\(url)")
            #expect(await fault(client, "bookmark.compose", ["url": .string(url)])?.reason == "invalid_url", "\(url)")
        }
        let hostile = String(repeating: "<i a b c d>", count: 90_000)
        #expect(
            await fault(client, "link.preview", ["url": "https://a.example/", "html": .string(hostile)])?.reason
                == "no_preview"
        )
        let text = try await client.call(
            "bookmark.compose",
            ["url": "https://a.example/", "title": "T", "notes": "a\nb"]
        )
        #expect(text["text"] == "### T\n\n> a\n> b\n\nhttps://a.example/")
        #expect(engine.stop() == 0)
    }

    @Test(arguments: ["http://127.0.0.1/", "http://localhost:1/", "http://[::1]/", "http://169.254.169.254/latest"])
    func theInsideOfTheNetworkIsNotFetched(url: String) async throws {
        let engine = try await ServedEngine(in: ScratchFolder(), arguments: ["--fetch"])
        let client = try await engine.client()
        let refused = await fault(client, "link.preview", ["url": .string(url), "deadline_ms": 600_000])
        #expect(refused?.reason == "no_preview", "\(String(describing: refused))")
        #expect(engine.stop() == 0)
    }
}
