import ArgumentParser
import Configuration
import Engine
import Logging
import NIOPosix
import RPC

/// `millrace serve`: serves a data directory.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve a data directory on a Unix socket.",
        discussion: """
            SIGTERM or SIGINT ends it: what is at work is answered, the files are left tidy. A second signal ends it \
            at once; nothing acknowledged is lost even then.

            Each setting comes from its flag, else from MILLRACE_… (MILLRACE_DATA, MILLRACE_SOCKET, \
            MILLRACE_LOG_LEVEL, MILLRACE_USERS, MILLRACE_LIMITS_LINE_BYTES, …), else from the JSON file of --config:
              {"data": "/var/lib/millrace", "socket": "/run/millrace.sock",
               "users": ["diaspora"], "log": {"level": "info"}, "fetch": true, "http": {"port": 9464},
               "media": {"workers": 2, "seconds": 30, "originals": "/srv/diaspora/public/uploads/images"},
               "limits": {"line_bytes": 16777216, "queued_bytes": 67108864,
                          "media_pixels": 100000000, "card_bytes": 67108864}}

            Examples:
              millrace serve
              millrace serve --data /var/lib/millrace --users diaspora,root
            """
    )

    @Option(help: "The data directory, made if missing. (default: \(DefaultPaths.data))")
    var data: String?

    @Option(help: "The socket. (default: \(DefaultPaths.socketName) in the data directory)")
    var socket: String?

    @Option(help: "A JSON file with settings; else $MILLRACE_CONFIG.")
    var config: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical. (default: info)")
    var logLevel: String?

    @Option(help: "Who may connect: names or numbers, with commas between. (default: the engine's own user, and root)")
    var users: String?

    @Option(help: "Bytes of the longest line. (default: 16 MiB)")
    var lineBytes: Int?

    @Option(help: "Bytes of requests that wait to be written. (default: 64 MiB)")
    var queuedBytes: Int?

    @Option(help: "Pixels that a photo may have. (default: 100 million)")
    var mediaPixels: Int?

    @Option(help: "Bytes of items kept ready in memory. (default: 64 MiB)")
    var cardBytes: Int?

    @Option(help: "A port of 127.0.0.1 for /metrics, /healthz and /readyz; 0 is any that is free. (default: none)")
    var httpPort: Int?

    @Flag(help: "Fetch people and posts that things wait for from other pods. (default: only tell the pod)")
    var fetch = false

    func run() async throws {
        let settings = try await ServeSettings.read(flags, file: config ?? Environment.text("MILLRACE_CONFIG"))
        ServiceLog.start(settings.logLevel)
        OpenFiles.raise()
        let log = Logger(label: "millrace")
        let signals = StopSignals()
        log.info("millrace \(RPC.version) opens \(settings.engine.folder)")
        let monitoring = try await monitoring(settings, log)
        let manager = ServiceManager()
        let bar = ProgressBar("reading posts")
        let engine = try await Engine.open(
            settings.engine,
            on: MultiThreadedEventLoopGroup.singleton.next(),
            log: log
        ) { done, total in
            bar.show(done, of: total)
            manager?.tellReading(done, of: total)
        }
        bar.clear()
        let server: RPCServer
        do {
            server = try await RPCServer.start(
                engine,
                socket: settings.socket,
                peers: settings.peers,
                limits: settings.rpc,
                log: log
            )
        } catch {
            await engine.stop()
            throw error
        }
        let first = await engine.seq
        log.info("millrace serves on \(settings.socket) at seq \(first)")
        monitoring?.serves(engine)
        manager?.tell("READY=1\nSTATUS=serving")
        let watch = Task { await manager?.watch { _ = await engine.seq } }
        let number = await signals.wait()
        log.info("signal \(number): millrace stops")
        monitoring?.stops()
        manager?.tell("STOPPING=1\nSTATUS=stopping")
        watch.cancel()
        await server.stop()
        await engine.stop()
        await monitoring?.close()
        let last = await engine.seq
        log.info("millrace stopped at seq \(last)")
    }

    /// Listens for who watches the engine, if that is wanted.
    private func monitoring(_ settings: ServeSettings, _ log: Logger) async throws -> MonitoringServer? {
        guard let port = settings.httpPort else { return nil }
        return try await MonitoringServer.start(port: port, log: log)
    }

    private var flags: ServeSettings.Flags {
        var flags: ServeSettings.Flags = [:]
        let texts: [(AbsoluteConfigKey, String?)] = [("data", data), ("socket", socket), ("log.level", logLevel)]
        for case (let key, let text?) in texts { flags[key] = .init(stringLiteral: text) }
        let numbers: [(AbsoluteConfigKey, Int?)] = [
            ("limits.line_bytes", lineBytes), ("limits.queued_bytes", queuedBytes),
            ("limits.media_pixels", mediaPixels), ("limits.card_bytes", cardBytes),
        ]
        for case (let key, let number?) in numbers { flags[key] = .init(integerLiteral: number) }
        if let httpPort { flags["http.port"] = .init(stringLiteral: String(httpPort)) }
        if fetch { flags["fetch"] = .init(booleanLiteral: true) }
        if let users {
            flags["users"] = .init(.stringArray(users.split(separator: ",").map(String.init)), isSecret: false)
        }
        return flags
    }
}
