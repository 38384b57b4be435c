import Foundation

/// A home page as Mastodon reads it: a Redis of its own, a sorted set of the newest post ids, and the posts by id; two
/// questions, one after the other.
final class RedisPattern {
    private let process: Process
    private let client: LineClient
    private let newest: (question: [UInt8], bytes: Int)
    private let contents: (question: [UInt8], bytes: Int)

    /// Nil where there is no `redis-server`; `bytes` are those of the page.
    init?(in folder: String, items: Int, bytes: Int) throws {
        let binary = "/usr/bin/redis-server"
        guard FileManager.default.isExecutableFile(atPath: binary) else { return nil }
        let socket = folder + "/redis-\(bytes).sock"
        process = Process()
        process.executableURL = URL(fileURLWithPath: binary)
        process.arguments = ["--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        client = try Self.connect(socket, process)

        let ids = (0..<items).map { String(3_700_000 + $0) }
        let body = String(repeating: "x", count: bytes / items)
        // What a feed holds is 800 ids.
        for number in 0..<800 {
            _ = try client.ask(Self.command(["ZADD", "feed:home:1", "\(number)", String(3_699_215 + number)]))
        }
        for id in ids { _ = try client.ask(Self.command(["SET", "status:\(id)", body])) }
        newest = (
            Self.command(["ZREVRANGEBYSCORE", "feed:home:1", "+inf", "-inf", "LIMIT", "0", "\(items)"]),
            Self.arrayBytes(ids)
        )
        contents = (Self.command(["MGET"] + ids.map { "status:\($0)" }), Self.arrayBytes(ids.map { _ in body }))
    }

    /// It says nothing when it is ready but by answering.
    private static func connect(_ socket: String, _ process: Process) throws -> LineClient {
        while true {
            do { return try LineClient(socket) } catch {
                guard process.isRunning else { throw error }
                usleep(10_000)
            }
        }
    }

    /// Ends the server; it has inherited that SIGTERM is blocked.
    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Reads the page.
    func ask() throws {
        try client.send(newest.question)
        try client.receive(newest.bytes)
        try client.send(contents.question)
        try client.receive(contents.bytes)
    }

    private static func command(_ words: [String]) -> [UInt8] {
        Array(("*\(words.count)\r\n" + words.map { "$\($0.utf8.count)\r\n\($0)\r\n" }.joined()).utf8)
    }

    /// How long an answer with these texts is.
    private static func arrayBytes(_ texts: [String]) -> Int { command(texts).count }
}
