public import JSON
import NIOCore
import Wire

/// An answer that is on its way.
public struct RPCAnswer: Sendable {
    let future: EventLoopFuture<JSONValue>

    /// The result, once it is there.
    public func value() async throws(RPCClientError) -> JSONValue {
        do { return try await future.get() } catch { throw error as? RPCClientError ?? .closed }
    }
}
