import Foundation

/// Mastodon, Tumblr, Twitter, Facebook and Bluesky: a real server (Tests/Servers/networks.py) that keeps to their APIs
/// strictly, at `https://NAME.pod.example` on 127.0.0.2, and at `photos.pod.example` has pictures of a pod's.
///
/// It ends with the value.
public final class StubNetworks: Sendable {
    private let server: StubServer
    private var folder: ScratchFolder { server.folder }
    /// Its port.
    public let port: Int

    /// The names of the hosts.
    public static let hosts = ["mastodon", "tumblr", "twitter", "facebook", "bluesky", "photos"]

    /// Starts it, and waits until it answers.
    public init() throws {
        server = try StubServer("networks.py")
        guard let port = Int(server.greeting) else { throw StubPodError.notStarted }
        self.port = port
    }

    /// The file of the authority that signed its certificate.
    public var authority: String { folder.path + "/ca.pem" }

    /// What libcurl connects to in place of the hosts' port 443.
    public var connectTo: [String] { Self.hosts.map { "\($0).pod.example:443:\(StubPod.address):\(port)" } }

    /// What goes wrong from now on.
    public func set(_ faults: [NetworkFault]) throws {
        let bytes = try JSONSerialization.data(withJSONObject: faults.map(\.json))
        try bytes.write(to: URL(fileURLWithPath: folder.path + "/faults.json"), options: .atomic)
    }

    /// Whether a request is held by a fault.
    public func isHeld(_ id: String) -> Bool { FileManager.default.fileExists(atPath: folder.path + "/held-\(id)") }

    /// Lets it go on, or forgets it.
    public func letGo(_ id: String, dropping: Bool = false) throws {
        let url = URL(fileURLWithPath: folder.path + "/go-\(id)")
        try Data((dropping ? "drop" : "").utf8).write(to: url, options: .atomic)
    }

    /// Lets Mastodon forget the keys that it knows posts by.
    public func forgetKeys() throws { try Data().write(to: URL(fileURLWithPath: folder.path + "/keys-forgotten")) }

    /// Waits until all that was sent to it by connections that are gone is done.
    public func waitUntilQuiet() throws {
        let code = """
            import_ = __import__
            ssl, socket, sys = import_("ssl"), import_("socket"), import_("sys")
            context = ssl.create_default_context(cafile=sys.argv[2])
            plain = socket.create_connection(("\(StubPod.address)", int(sys.argv[1])))
            secure = context.wrap_socket(plain, server_hostname="photos.pod.example")
            secure.sendall(b"GET /quiet HTTP/1.1\\r\\nHost: photos.pod.example\\r\\nConnection: close\\r\\n\\r\\n")
            assert secure.recv(64).startswith(b"HTTP/1.1 200")
            """
        let outcome = try Program.run("python3", ["-c", code, String(port), authority])
        guard outcome.status == 0 else { throw StubPodError.notStarted }
    }

    /// The texts of the posts that a network has.
    public func texts(_ host: String) throws -> [String] { try posts(host).compactMap { $0["sent"] as? String } }

    /// The posts that a network has, as it keeps them.
    public func posts(_ host: String) throws -> [[String: Any]] {
        guard let data = FileManager.default.contents(atPath: folder.path + "/state.json") else { return [] }
        let state = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return state?[host] as? [[String: Any]] ?? []
    }

    /// What it was asked so far: `POST mastodon /api/v1/statuses`.
    public var requests: [String] { lines("requests.log") }

    /// What it refused by itself, with its words.
    public var refusals: [String] { lines("refusals.log") }

    private func lines(_ file: String) -> [String] {
        let text = (try? String(contentsOfFile: folder.path + "/" + file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }
}

/// Something that goes wrong with one request.
public struct NetworkFault: Sendable {
    /// Names it, each once while the server runs.
    public var id: String
    /// `mastodon`.
    public var host: String
    /// `POST`.
    public var method: String
    /// A regular expression.
    public var path: String
    /// One of the server's modes.
    public var mode: String
    /// For the mode `answer`.
    public var status = 500
    /// For the mode `answer`.
    public var headers: [(String, String)] = []
    /// For the mode `answer`, JSON.
    public var body = "{}"

    /// Says which request, and what happens to it.
    public init(
        _ id: String,
        _ host: String,
        _ method: String,
        _ path: String,
        _ mode: String,
        status: Int = 500,
        headers: [(String, String)] = [],
        body: String = "{}"
    ) {
        self.id = id
        self.host = host
        self.method = method
        self.path = path
        self.mode = mode
        self.status = status
        self.headers = headers
        self.body = body
    }

    var json: [String: Any] {
        [
            "id": id, "host": host, "method": method, "path": path, "mode": mode, "status": status,
            "headers": headers.map { [$0.0, $0.1] },
            "body": (try? JSONSerialization.jsonObject(with: Data(body.utf8))) ?? [:],
        ]
    }
}
