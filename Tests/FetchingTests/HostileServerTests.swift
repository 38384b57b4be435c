import Fetching
import Foundation
import TestSupport
import Testing

/// What hosts do to who asks them, and where they send them.
@Suite struct HostileServerTests {
    let pod: StubPod
    var configuration: HTTPClientConfiguration

    init() throws {
        pod = try StubPod()
        configuration = .forTests(pod)
    }

    private func get(_ url: String, _ change: (inout HTTPClientConfiguration) -> Void = { _ in }) async throws
        -> HTTPResponse
    {
        var configuration = configuration
        change(&configuration)
        return try await HTTPClient(configuration).send(HTTPRequest(url))
    }

    // MARK: - Once

    @Test func whatMayHaveBeenTakenIsNotSentAgain() async throws {
        try pod.serve([StubRoute("a.pod.example/", "hello"), StubRoute("a.pod.example/post", mode: "lose")])
        let client = try HTTPClient(configuration)
        // The connection is kept, and the next request could go over it.
        for method in [HTTPMethod.post, .put, .delete] {
            _ = try await client.send(HTTPRequest("https://a.pod.example/"))
            let request = HTTPRequest(method, "https://a.pod.example/post")
            await #expect(throws: FetchingError.self) { _ = try await client.send(request) }
            #expect(pod.count("\(method.rawValue) a.pod.example /post") == 1)
        }
    }

    // MARK: - Addresses

    @Test func theDefaultConnectsToNoLoopbackAddress() async throws {
        try pod.serve([StubRoute("a.pod.example/", "secret")])
        #expect(try await get("https://a.pod.example/").body == Array("secret".utf8))
        // The same path with the rule of production.
        await #expect(throws: FetchingError.addressRefused(host: "a.pod.example")) {
            try await get("https://a.pod.example/") { $0.addresses = AddressRule() }
        }
        #expect(pod.requests.count == 1)
    }

    @Test func aRedirectLeadsToNoInnerAddress() async throws {
        // A name whose address is what it resolves to when the socket is opened.
        let names = ["https://127.0.0.1/", "https://[::1]/", "https://rebound.pod.example/", "https://localhost:8443/"]
        for (index, url) in names.enumerated() {
            try pod.serve([.redirect("a.pod.example/\(index)", to: url)])
            let error = await #expect(throws: FetchingError.self) {
                try await get("https://a.pod.example/\(index)") {
                    $0.connectTo.append("rebound.pod.example:443:localhost:\(pod.port)")
                }
            }
            guard case .addressRefused? = error else { Issue.record("\(url): \(String(describing: error))"); return }
        }
        #expect(pod.requests.count == names.count)
    }

    // MARK: - Schemes

    @Test func onlyHTTPSIsAskedAndNeverHTTPAfterIt() async throws {
        try pod.serve([
            .redirect("a.pod.example/", to: "http://b.pod.example/"),
            .redirect("a.pod.example/file", to: "file:///etc/passwd"),
        ])
        await #expect(throws: FetchingError.insecureRedirect("http://b.pod.example/")) {
            try await get("https://a.pod.example/")
        }
        await #expect(throws: FetchingError.insecureRedirect("http://b.pod.example/")) {
            try await get("https://a.pod.example/") { $0.allowsInsecure = true }
        }
        await #expect(throws: FetchingError.insecureRedirect("file:///etc/passwd")) {
            try await get("https://a.pod.example/file")
        }
        await #expect(throws: FetchingError.insecure("http://a.pod.example/")) {
            try await get("http://a.pod.example/")
        }
        #expect(pod.requests.count == 3)
    }

    @Test func aCertificateOfAnotherHostOrAuthorityIsRefused() async throws {
        try pod.serve([StubRoute("a.pod.example/", "here"), StubRoute("other.example/", "here")])
        await #expect(throws: FetchingError.certificate(host: "a.pod.example")) {
            try await get("https://a.pod.example/") { $0.authorities = nil }
        }
        await #expect(throws: FetchingError.certificate(host: "other.example")) {
            try await get("https://other.example/") { $0.connectTo = pod.connectTo("other.example") }
        }
        #expect(pod.requests.isEmpty)
    }

    // MARK: - Bytes and time

    @Test func aBodyAtItsLimitPassesAndOneByteMoreDoesNot() async throws {
        try pod.serve([StubRoute("a.pod.example/", String(repeating: "x", count: 1_000))])
        #expect(try await get("https://a.pod.example/") { $0.limits.bodyBytes = 1_000 }.body.count == 1_000)
        await #expect(throws: FetchingError.tooLarge(limit: 999)) {
            try await get("https://a.pod.example/") { $0.limits.bodyBytes = 999 }
        }
        var request = HTTPRequest("https://a.pod.example/")
        request.bodyLimit = 10
        await #expect(throws: FetchingError.tooLarge(limit: 10)) { try await HTTPClient(configuration).send(request) }
    }

    @Test(arguments: ["endless", "bomb"])
    func aBodyWithoutEndIsCutOffAtTheLimit(_ mode: String) async throws {
        try pod.serve([StubRoute("a.pod.example/", mode: mode)])
        await #expect(throws: FetchingError.tooLarge(limit: 1 << 20)) { try await get("https://a.pod.example/") }
    }

    @Test func aCompressedBodyIsUnpacked() async throws {
        try pod.serve([StubRoute("a.pod.example/", mode: "bomb")])
        let answer = try await get("https://a.pod.example/") { $0.limits.bodyBytes = 64 << 20 }
        #expect(answer.body.count == 64 << 20 && answer.body.allSatisfy { $0 == 0 })
    }

    @Test func headersHaveALimit() async throws {
        var route = StubRoute("a.pod.example/", "x")
        route.headers = [("X-Long", String(repeating: "x", count: 2_000))]
        try pod.serve([route])
        #expect(try await get("https://a.pod.example/") { $0.limits.headerBytes = 4_000 }.body == Array("x".utf8))
        await #expect(throws: FetchingError.headersTooLarge(limit: 1_000)) {
            try await get("https://a.pod.example/") { $0.limits.headerBytes = 1_000 }
        }
    }

    @Test func whatDripsRunsOutOfTime() async throws {
        try pod.serve([StubRoute("a.pod.example/", mode: "drip")])
        await #expect(throws: FetchingError.timedOut) {
            try await get("https://a.pod.example/") { $0.limits.totalMilliseconds = 300 }
        }
    }

    @Test func timeRunsOutOverAllRedirectsTogether() async throws {
        try pod.serve([.redirect("a.pod.example/", to: "/slow"), StubRoute("a.pod.example/slow", mode: "drip")])
        await #expect(throws: FetchingError.timedOut) {
            try await get("https://a.pod.example/") { $0.limits.totalMilliseconds = 300 }
        }
    }

    @Test(arguments: ["garbage", "cut"])
    func whatIsNoAnswerIsToldSo(_ mode: String) async throws {
        try pod.serve([StubRoute("a.pod.example/", "half of this", mode: mode)])
        let error = await #expect(throws: FetchingError.self) { try await get("https://a.pod.example/") }
        guard case .broken("a.pod.example", _)? = error else { Issue.record("\(String(describing: error))"); return }
    }

    @Test func aHostWhereNobodyListensIsUnreachable() async throws {
        await #expect(throws: FetchingError.unreachable(host: "a.pod.example")) {
            try await get("https://a.pod.example/") { $0.connectTo = ["a.pod.example:443:\(StubPod.address):1"] }
        }
    }
}
