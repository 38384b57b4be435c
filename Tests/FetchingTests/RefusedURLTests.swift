import Fetching
import Testing

/// URLs that are refused before anybody is asked.
@Suite struct RefusedURLTests {
    let client: HTTPClient

    init() throws { client = try HTTPClient(HTTPClientConfiguration(userAgent: "Millrace/test")) }

    @Test(arguments: [
        "127.0.0.1", "127.1", "0x7f000001", "2130706433", "017700000001", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[fe80::1]",
        "[fd00::1]", "[ff02::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::1]",
        "localhost", "localhost.", "pod.localhost",
    ])
    func noURLLeadsToAnInnerAddress(_ host: String) async throws {
        // Told apart from hosts where nobody listens: not even a socket is opened.
        let error = await #expect(throws: FetchingError.self) { try await client.send(HTTPRequest("https://\(host)/")) }
        if case .addressRefused? = error { return }
        // Some spellings are no URL at all.
        guard case .invalidURL? = error else { Issue.record("\(host): \(String(describing: error))"); return }
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://a.pod.example/", "gopher://a.pod.example/", "a.pod.example/", "//a.pod.example/",
        "",
        "https://", "https://user:secret@a.pod.example/", "https://user@a.pod.example/",
        "https://a.pod.example/\r\nX: y",
        "https://a.pod.example:99999/", "https://a.pod.example/\u{0}", "javascript:alert(1)",
        "https://a.pod.example/" + String(repeating: "x", count: 4_096),
    ])
    func whatIsNoWebAddressIsRefused(_ url: String) async throws {
        let error = await #expect(throws: FetchingError.self) { try await client.send(HTTPRequest(url)) }
        guard case .invalidURL? = error else { Issue.record("\(url): \(String(describing: error))"); return }
    }
}
