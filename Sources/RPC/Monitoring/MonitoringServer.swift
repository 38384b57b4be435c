public import Engine
public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// Answers `/metrics`, `/healthz` and `/readyz` over HTTP, on the loopback interface alone.
///
/// It is there before the engine is, so that whoever watches sees one that is reading its posts as alive, and as not
/// ready. Nothing that it tells is about people or posts.
public actor MonitoringServer {
    private nonisolated let readiness: Readiness
    private nonisolated let log: Logger
    private var listener: (any Channel)?

    /// The port that it listens on.
    public private(set) var port = 0

    /// Begins to listen; port 0 is any that is free.
    public static func start(port: Int, log: Logger) async throws(RPCError) -> MonitoringServer {
        let server = MonitoringServer(log)
        do {
            try await server.listen(port)
        } catch {
            throw .unusable(path: "port \(port)", detail: "\(error)")
        }
        return server
    }

    private init(_ log: Logger) {
        self.log = log
        readiness = Readiness()
    }

    private func listen(_ port: Int) async throws {
        let (readiness, connections) = (readiness, Gauge(limit: MonitoringLimits.connections))
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 16)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard connections.take(1) else { throw ChannelError.eof }
                    channel.closeFuture.whenComplete { _ in connections.give(1) }
                    let pipeline = channel.pipeline.syncOperations
                    // One request a connection.
                    try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false)
                    try pipeline.addHandler(MonitoringHandler(readiness))
                }
            }
            .bind(host: "127.0.0.1", port: port)
            .get()
        listener = channel
        self.port = channel.localAddress?.port ?? port
        log.info("millrace tells how it is on http://127.0.0.1:\(self.port)")
    }

    /// From now on `/readyz` says that the engine serves.
    public nonisolated func serves(_ engine: Engine) { readiness.set(.serving(engine)) }

    /// From now on `/readyz` says that it stops.
    public nonisolated func stops() { readiness.set(.stopping) }

    /// Listens no more.
    public func close() async { try? await listener?.close() }
}

/// How much is taken at once.
enum MonitoringLimits {
    /// Connections at one time.
    static let connections = 32
    /// Seconds from the beginning of a connection to its end.
    static let seconds: Int64 = 10
}
