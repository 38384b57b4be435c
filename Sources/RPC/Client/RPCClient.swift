import Glibc
public import JSON
import NIOCore
import NIOPosix
import Wire

/// A connection to an engine's socket.
///
/// Requests may be made from any number of tasks at once. Those that one task
/// makes are sent in its order: for a window of writes, ``send(_:_:)`` them
/// and await the oldest answer whenever enough are on their way.
public final class RPCClient: Sendable {
    private let channel: any Channel
    private let deadline: Int?

    /// The longest answer that is read unless told otherwise, in bytes.
    public static let longestAnswer = 64 << 20

    /// Takes what the engine sends unasked, such as `stream.event`: the method's name and the parameters.
    ///
    /// Called in order and on the connection's event loop, so it must not wait.
    public typealias OnNotification = @Sendable (_ method: String, _ parameters: JSONObject) -> Void

    /// Connects to the socket at a path.
    ///
    /// `deadline`, in milliseconds, is that of each call that names none of its own; nil leaves it to the engine.
    public static func connect(
        to path: String,
        longestAnswer: Int = RPCClient.longestAnswer,
        deadline: Int? = nil,
        onNotification: OnNotification? = nil
    ) async throws(RPCClientError) -> RPCClient {
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(
                            RPCClientHandler(longestAnswer: longestAnswer, onNotification: onNotification)
                        )
                    }
                }
                .connect(unixDomainSocketPath: path)
                .get()
            return RPCClient(channel, deadline)
        } catch {
            throw .unreachable(path: path, detail: (error as? IOError).map(Self.words) ?? "\(error)")
        }
    }

    private init(_ channel: any Channel, _ deadline: Int?) {
        self.channel = channel
        self.deadline = deadline
    }

    private static func words(_ error: IOError) -> String {
        let words = unsafe String(cString: strerror(error.errnoCode))
        guard error.errnoCode == EACCES else { return words }
        return words + ", for this user is not in the socket's group, or not since the last login"
    }

    /// Calls a method and waits for its result.
    public func call(_ method: String, _ parameters: JSONObject = [:]) async throws(RPCClientError) -> JSONValue {
        try await send(method, parameters).value()
    }

    /// Sends a request; its answer is awaited apart.
    public func send(_ method: String, _ parameters: JSONObject = [:]) -> RPCAnswer {
        var parameters = parameters
        if let deadline, parameters["deadline_ms"] == nil { parameters["deadline_ms"] = .integer(Int64(deadline)) }
        let promise = channel.eventLoop.makePromise(of: JSONValue.self)
        let call = RPCClientHandler.Call(method: method, parameters: parameters, promise: promise)
        channel.write(call).whenFailure { _ in promise.fail(RPCClientError.closed) }
        return RPCAnswer(future: promise.futureResult)
    }

    /// Ends the connection; answers that are on their way fail.
    public func close() async { try? await channel.close() }
}
