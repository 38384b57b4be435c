import Foundation
import Glibc
import JSON
import RPC
import TestSupport
import Testing

/// `/metrics`, `/healthz` and `/readyz` of the real program, by requests as bytes.
@Suite struct MonitoringTests {
    /// A TCP connection to this machine.
    private final class Connection {
        private let descriptor: Int32

        init?(port: Int, host: String = "127.0.0.1") {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = in_port_t(port).bigEndian
            inet_pton(AF_INET, host, &name.sin_addr)
            let connected = withUnsafePointer(to: name) { name in
                name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            if connected != 0 {
                close(descriptor)
                return nil
            }
        }

        deinit { close(descriptor) }

        /// Sends all that is taken.
        func send(_ text: String) { _ = Glibc.send(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL)) }

        /// All that comes until the other side closes.
        func answer() -> String {
            var (all, buffer): ([UInt8], [UInt8]) = ([], [UInt8](repeating: 0, count: 65_536))
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { return String(decoding: all, as: UTF8.self) }
                all += buffer[..<count]
            }
        }
    }

    /// A port that nobody listens on.
    private func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, "127.0.0.1", &name.sin_addr)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &name) { name in
            name.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && getsockname(descriptor, address, &size) == 0
            }
        }
        try #require(bound)
        return Int(in_port_t(bigEndian: name.sin_port))
    }

    private func ask(_ port: Int, _ request: String) throws -> String {
        let connection = try #require(Connection(port: port))
        connection.send(request)
        return connection.answer()
    }

    private func get(_ port: Int, _ path: String) throws -> String {
        try ask(port, "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }

    @Test func whoWatchesIsToldHowTheEngineIs() async throws {
        let port = try freePort()
        let engine = try await ServedEngine(in: ScratchFolder(), arguments: ["--http-port", String(port)])
        // The socket answers a moment before.
        while try !get(port, "/readyz").hasPrefix("HTTP/1.1 200") { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try get(port, "/healthz").hasPrefix("HTTP/1.1 200"))
        let metrics = try get(port, "/metrics?name=value")
        #expect(metrics.contains("\r\nContent-Type: text/plain; version=0.0.4"))
        #expect(metrics.contains("\nmillrace_seq 0\n"))
        let head = try ask(port, "HEAD /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(head.hasPrefix("HTTP/1.1 200") && head.hasSuffix("\r\n\r\n"))
        #expect(try get(port, "/").hasPrefix("HTTP/1.1 404"))
        #expect(try get(port, "/metrics/../engine").hasPrefix("HTTP/1.1 404"))
        let post = try ask(port, "POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\nx")
        #expect(post.hasPrefix("HTTP/1.1 405"))
        // Only this machine's own address: another one of the loopback network is not listened on.
        #expect(Connection(port: port, host: "127.0.0.2") == nil)
        #expect(engine.stop() == 0)
    }

    @Test func hostileRequestsHarmNobody() async throws {
        let port = try freePort()
        let engine = try await ServedEngine(in: ScratchFolder(), arguments: ["--http-port", String(port)])
        let client = try await engine.client()
        for request in [
            "\u{0}\u{1}\u{2}\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /healthz\r\n\r\n",
            "{\"jsonrpc\":\"2.0\",\"id\":1}\n\n",
            "GET /" + String(repeating: "a", count: 1 << 20) + " HTTP/1.1\r\n\r\n",
            "GET /healthz HTTP/1.1\r\n"
                + String(repeating: "X-A: \(String(repeating: "b", count: 1_000))\r\n", count: 1_000),
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nzzzz",
        ] {
            let answer = try ask(port, request)
            #expect(!answer.contains("HTTP/1.1 200"), "\(request.prefix(40))")
        }
        // Many who say nothing keep others out for some seconds at most, and the socket not at all.
        let silent = (1...64).compactMap { _ in Connection(port: port) }
        #expect(silent.count == 64)
        #expect(try await client.call("engine.status", [:])["seq"]?.integer == 0)
        while try !get(port, "/healthz").hasPrefix("HTTP/1.1 200") { try await Task.sleep(for: .milliseconds(50)) }
        // The first of two requests on a connection is answered.
        let two = String(repeating: "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", count: 2)
        #expect(try ask(port, two).components(separatedBy: "HTTP/1.1 200").count == 2)
    }

    @Test func aPortThatIsTakenIsSaid() async throws {
        let port = try freePort()
        let engine = try await ServedEngine(in: ScratchFolder(), arguments: ["--http-port", String(port)])
        let folder = try ScratchFolder()
        let second = try millrace(["serve", "--data", folder.path, "--http-port", String(port)])
        #expect(second.status != 0 && second.complaints.contains("port \(port)"))
        let wrong = try millrace(["serve", "--data", folder.path, "--http-port", "70000"])
        #expect(wrong.status != 0 && wrong.complaints.contains("http.port"))
        #expect(engine.stop() == 0)
    }
}
