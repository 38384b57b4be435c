import Fetching
import Foundation
import TestSupport
import Testing

/// What the client gives, from a real server over TLS.
@Suite struct HTTPClientTests {
    let pod: StubPod
    let configuration: HTTPClientConfiguration

    init() throws {
        pod = try StubPod()
        configuration = .forTests(pod)
    }

    @Test func givesStatusHeadersBodyAndTheFinalURL() async throws {
        var route = StubRoute("a.pod.example/greeting?of=day", "hello")
        route.headers = [("X-Mood", "  good "), ("Content-Type", "text/plain")]
        try pod.serve([route, .redirect("a.pod.example/", to: "/greeting?of=day")])
        let client = try HTTPClient(configuration)
        let answer = try await client.send(HTTPRequest("https://a.pod.example/"))
        #expect(answer.status == 200 && answer.isSuccess)
        #expect(answer.body == Array("hello".utf8))
        #expect(answer.header("x-mood") == "good")
        #expect(answer.header("content-type") == "text/plain")
        #expect(answer.url == "https://a.pod.example/greeting?of=day")
        let missing = try await client.send(HTTPRequest("https://a.pod.example/nothing"))
        #expect(missing.status == 404 && !missing.isSuccess)
        #expect(missing.body == Array("not here".utf8))
    }

    @Test func sendsMethodHeadersBodyAndItsName() async throws {
        try pod.serve([StubRoute("a.pod.example/echo", mode: "echo")])
        let client = try HTTPClient(configuration)
        var request = HTTPRequest(.post, "https://a.pod.example/echo")
        request.headers = [HTTPHeader("Content-Type", "application/json"), HTTPHeader("X-Empty", "")]
        request.body = Array(#"{"a":1}"#.utf8) + [0]
        let told = try Echo(try await client.send(request))
        #expect(told.method == "POST")
        #expect(told.body == request.body)
        #expect(told.headers["user-agent"] == ["Millrace/test"])
        #expect(told.headers["content-type"] == ["application/json"])
        #expect(told.headers["x-empty"] == [""])
        #expect(told.headers["expect"] == nil && told.headers["cookie"] == nil)
        for method in [HTTPMethod.get, .put, .delete] {
            #expect(
                try Echo(try await client.send(HTTPRequest(method, "https://a.pod.example/echo"))).method
                    == method.rawValue
            )
        }
        let head = try await client.send(HTTPRequest(.head, "https://a.pod.example/echo"))
        #expect(head.status == 200 && head.body.isEmpty)
    }

    @Test func aHeaderThatBreaksOutIsRefused() async throws {
        let client = try HTTPClient(configuration)
        for header in [
            HTTPHeader("X-A", "b\r\nX-C: d"), HTTPHeader("X:A", "b"), HTTPHeader("", "b"), HTTPHeader("X\n", "b"),
        ] {
            var request = HTTPRequest("https://a.pod.example/")
            request.headers = [header]
            await #expect(throws: FetchingError.invalidHeader(header.name)) { try await client.send(request) }
        }
        #expect(pod.requests.isEmpty)
    }

    @Test func cookiesAreNotKeptAndCredentialsStayWithTheirHost() async throws {
        var first = StubRoute.redirect("a.pod.example/", to: "https://b.pod.example/echo")
        first.headers.append(("Set-Cookie", "session=secret; Domain=pod.example; Path=/"))
        var stays = StubRoute.redirect("a.pod.example/stay", to: "/echo")
        stays.headers.append(("Set-Cookie", "session=secret; Path=/"))
        try pod.serve([
            first, stays, StubRoute("b.pod.example/echo", mode: "echo"), StubRoute("a.pod.example/echo", mode: "echo"),
        ])
        let client = try HTTPClient(configuration)
        var request = HTTPRequest("https://a.pod.example/")
        request.headers = [HTTPHeader("Authorization", "Bearer x"), HTTPHeader("Accept", "text/html")]
        let elsewhere = try Echo(try await client.send(request)).headers
        #expect(elsewhere["authorization"] == nil && elsewhere["cookie"] == nil)
        #expect(elsewhere["accept"] == ["text/html"])
        request.url = "https://a.pod.example/stay"
        let here = try Echo(try await client.send(request)).headers
        #expect(here["authorization"] == ["Bearer x"] && here["cookie"] == nil)
    }

    @Test func followsFourRedirectsAndNotFive() async throws {
        let hops = (1...5).map {
            StubRoute.redirect("a.pod.example/\($0)", to: "/\($0 - 1)", status: [301, 302, 303, 307, 308][$0 - 1])
        }
        try pod.serve(hops + [StubRoute("a.pod.example/0", "there")])
        let client = try HTTPClient(configuration)
        #expect(try await client.send(HTTPRequest("https://a.pod.example/4")).body == Array("there".utf8))
        #expect(pod.requests.count == 5)
        await #expect(throws: FetchingError.tooManyRedirects(limit: 4)) {
            try await client.send(HTTPRequest("https://a.pod.example/5"))
        }
        // Nothing is asked beyond the fourth.
        #expect(pod.count("/0") == 1)
    }

    @Test func aPostFollowsNoRedirect() async throws {
        try pod.serve([.redirect("a.pod.example/", to: "/other", status: 307)])
        let answer = try await HTTPClient(configuration).send(HTTPRequest(.post, "https://a.pod.example/"))
        #expect(answer.status == 307)
        #expect(pod.requests == ["POST a.pod.example /"])
    }

    @Test func asksThroughAProxyExceptWhereItIsToldNotTo() async throws {
        try pod.serve([StubRoute("a.pod.example/", "by proxy"), StubRoute("b.pod.example/", "direct")])
        var configuration = configuration
        let proxy = "http://\(StubPod.address):\(pod.proxyPort)"
        configuration.proxies = ProxyRules { ["https_proxy": proxy, "no_proxy": "b.pod.example"][$0] }
        configuration.connectTo = pod.connectTo("b.pod.example")
        let client = try HTTPClient(configuration)
        #expect(try await client.send(HTTPRequest("https://a.pod.example/")).body == Array("by proxy".utf8))
        #expect(pod.requests == ["CONNECT a.pod.example:443", "GET a.pod.example /"])
        #expect(try await client.send(HTTPRequest("https://b.pod.example/")).body == Array("direct".utf8))
        #expect(pod.requests.last == "GET b.pod.example /" && pod.count("CONNECT") == 1)
        // A proxy is not asked for hosts that are inner addresses.
        await #expect(throws: FetchingError.addressRefused(host: "10.0.0.1")) {
            try await client.send(HTTPRequest("https://10.0.0.1/"))
        }
    }
}

extension HTTPClientConfiguration {
    /// A client that may ask a pod of tests, and nothing else that is not public.
    static func forTests(_ pod: StubPod) -> HTTPClientConfiguration {
        var configuration = HTTPClientConfiguration(userAgent: "Millrace/test")
        configuration.authorities = pod.authority
        // Only what tests time itself may fail by it.
        configuration.limits.connectMilliseconds = 600_000
        configuration.limits.totalMilliseconds = 600_000
        configuration.connectTo = pod.connectTo("a.pod.example", "b.pod.example")
        configuration.addresses = AddressRule(allowing: Set([IPAddress.bytes(StubPod.address)].compactMap(\.self)))
        return configuration
    }
}

extension HTTPRequest {
    init(_ url: String) { self.init(.get, url) }
}

/// What a pod says that it was sent.
private struct Echo {
    let method: String
    let headers: [String: [String]]
    let body: [UInt8]

    init(_ answer: HTTPResponse) throws {
        let json = try JSONSerialization.jsonObject(with: Data(answer.body))
        let told = try #require(json as? [String: Any])
        method = try #require(told["method"] as? String)
        let pairs = try #require(told["headers"] as? [[String]])
        headers = Dictionary(pairs.map { ($0[0].lowercased(), [$0[1]]) }) { $0 + $1 }
        body = Array(try #require((told["body"] as? String).flatMap { Data(base64Encoded: $0) }))
    }
}
