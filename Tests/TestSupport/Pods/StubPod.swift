import Foundation

/// Another pod: a real server (Tests/Servers/pod.py) that speaks HTTPS on 127.0.0.2 as every host of `*.pod.example`.
///
/// What it answers is said by routes, which may be changed while it runs. It ends with the value.
public final class StubPod: Sendable {
    /// Where it listens.
    public static let address = "127.0.0.2"

    private let server: StubServer
    private var folder: ScratchFolder { server.folder }
    /// The port of HTTPS.
    public let port: Int
    /// The port of an HTTP proxy that leads every host to this pod.
    public let proxyPort: Int

    /// Starts it, and waits until it answers.
    public init() throws {
        server = try StubServer("pod.py", files: ["routes.json": "{}"])
        let ports = server.greeting.split { $0.isWhitespace }.compactMap { Int($0) }
        guard ports.count == 2 else { throw StubPodError.notStarted }
        (port, proxyPort) = (ports[0], ports[1])
    }

    /// The file of the authority that signed its certificate.
    public var authority: String { folder.path + "/ca.pem" }

    /// What libcurl connects to in place of the given hosts' port 443.
    public func connectTo(_ hosts: String...) -> [String] { hosts.map { "\($0):443:\(Self.address):\(port)" } }

    /// What it answers from now on; everything else is 404.
    public func serve(_ routes: [StubRoute]) throws {
        let table = Dictionary(routes.map { ($0.place, $0.json) }) { _, last in last }
        let bytes = try JSONSerialization.data(withJSONObject: table)
        try bytes.write(to: URL(fileURLWithPath: folder.path + "/routes.json"), options: .atomic)
    }

    /// Lets routes that are held answer.
    public func release() throws { try Data().write(to: URL(fileURLWithPath: folder.path + "/release")) }

    /// What it was asked so far: `GET a.pod.example /path`, and `CONNECT host:port` of its proxy.
    public var requests: [String] {
        let text = (try? String(contentsOfFile: folder.path + "/requests.log", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    /// How often it was asked for what contains a text.
    public func count(_ text: String) -> Int { requests.count { $0.contains(text) } }
}

/// Why there is no pod.
public enum StubPodError: Error {
    /// The server did not say where it listens.
    case notStarted
}

/// What a pod answers at one place.
public struct StubRoute: Sendable {
    /// Host and path, `a.pod.example/path`.
    public var place: String
    /// The status.
    public var status = 200
    /// Headers, in order.
    public var headers: [(String, String)] = []
    /// The body.
    public var body: [UInt8] = []
    /// One of the server's modes.
    public var mode: String?

    /// An answer with a text.
    public init(_ place: String, _ body: String = "", mode: String? = nil) {
        self.place = place
        self.body = Array(body.utf8)
        self.mode = mode
    }

    /// A redirect.
    public static func redirect(_ place: String, to url: String, status: Int = 302) -> StubRoute {
        var route = StubRoute(place)
        route.status = status
        route.headers = [("Location", url)]
        return route
    }

    var json: [String: Any] {
        var json: [String: Any] = [
            "status": status, "headers": headers.map { [$0.0, $0.1] }, "base64": Data(body).base64EncodedString(),
        ]
        json["mode"] = mode
        return json
    }
}
