public import Engine
public import Logging
import NIOCore
import NIOPosix
import Wire

/// Serves an engine on a Unix socket, every connection on the engine's own loop.
public actor RPCServer {
    private nonisolated let loop: any EventLoop
    /// The engine's loop.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe loop.executor.asUnownedSerialExecutor()
    }

    private let file: SocketFile
    private let host: SessionHost
    private let peers: PeerPolicy
    private var listener: (any Channel)?
    private var sessions: [ObjectIdentifier: (session: Session, channel: any Channel)] = [:]
    private var whenEmpty: CheckedContinuation<Void, Never>?

    /// Makes the socket and begins to answer; its file is made 0660, and a stale one is replaced.
    public static func start(
        _ engine: Engine,
        socket path: String,
        peers: PeerPolicy = PeerPolicy(),
        limits: RPCLimits = RPCLimits(),
        log: Logger
    ) async throws(RPCError) -> RPCServer {
        let file = try SocketFile(path)
        let server = RPCServer(file, SessionHost(engine, limits, log), peers)
        do {
            try file.listen()
            try await server.accept()
        } catch {
            file.remove()
            throw error as? RPCError ?? .unusable(path: path, detail: "\(error)")
        }
        return server
    }

    private init(_ file: SocketFile, _ host: SessionHost, _ peers: PeerPolicy) {
        loop = host.engine.loop
        self.file = file
        self.host = host
        self.peers = peers
    }

    private func accept() async throws {
        let unsent = host.limits.unsentBytes
        listener = try await ServerBootstrap(group: loop)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.writeBufferWaterMark, value: .init(low: unsent / 2, high: unsent))
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.assumeIsolated { try $0.opened(channel) } }
            }
            .withBoundSocket(file.descriptor)
            .get()
    }

    /// Takes no more connections, answers what is at work, and closes all of them.
    public func stop() async {
        file.remove()
        try? await listener?.close()
        guard !sessions.isEmpty else { return }
        let timer = loop.scheduleTask(in: .seconds(host.limits.stopSeconds)) { self.assumeIsolated { $0.closeAll() } }
        await withCheckedContinuation { continuation in
            whenEmpty = continuation
            for (session, _) in sessions.values { session.assumeIsolated { $0.drain() } }
        }
        timer.cancel()
    }

    // MARK: - Connections

    private func opened(_ channel: any Channel) throws {
        let transport = channel.pipeline.syncOperations
        let user = try transport.withUnsafeTransportIfAvailable(of: CInt.self) { PeerPolicy.user(of: $0) } ?? nil
        guard let peer = user, peers.allows(peer) else {
            host.log.warning("a connection is refused: its user is \(user.map(String.init) ?? "unknown")")
            throw PeerNotAllowed()
        }
        let lane = host.engine.assumeIsolated { $0.openLane() }
        let session = Session(channel, host, lane, isFull: sessions.count >= host.limits.connections)
        let id = ObjectIdentifier(session)
        sessions[id] = (session, channel)
        let handler = SessionHandler(session) { self.assumeIsolated { $0.closed(id) } }
        try channel.pipeline.syncOperations.addHandler(handler)
    }

    private func closed(_ id: ObjectIdentifier) {
        sessions[id] = nil
        guard sessions.isEmpty else { return }
        whenEmpty?.resume()
        whenEmpty = nil
    }

    private func closeAll() {
        for (_, channel) in sessions.values { channel.close(promise: nil) }
    }
}

/// Closes a connection before it is one.
private struct PeerNotAllowed: Error {}
