import JSON
import NIOCore
import Wire

/// Numbers requests, and gives each its answer.
final class RPCClientHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Call
    typealias OutboundOut = ByteBuffer

    /// A request, and who waits for its answer.
    struct Call: Sendable {
        var method: String
        var parameters: JSONObject
        var promise: EventLoopPromise<JSONValue>
    }

    private var lines: LineBuffer
    private let longestAnswer: Int
    private let onNotification: RPCClient.OnNotification?
    private var waiting: [Int64: EventLoopPromise<JSONValue>] = [:]
    private var last: Int64 = 0
    private var isFlushScheduled = false

    init(longestAnswer: Int, onNotification: RPCClient.OnNotification?) {
        self.longestAnswer = longestAnswer
        self.onNotification = onNotification
        lines = LineBuffer(limit: longestAnswer)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let call = unwrapOutboundIn(data)
        last += 1
        waiting[last] = call.promise
        var bytes: [UInt8] = []
        Request(id: .integer(last), method: call.method, parameters: Parameters(call.parameters)).append(to: &bytes)
        context.write(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: promise)
        // What is written in one turn of the loop is sent at once.
        guard !isFlushScheduled else { return }
        isFlushScheduled = true
        context.eventLoop.assumeIsolated().execute {
            self.isFlushScheduled = false
            context.flush()
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lines.append(unwrapInboundIn(data))
        while true {
            switch lines.next() {
            case .line(let line): take(line, context)
            case .tooLong: return fail(.answerTooLong(limit: longestAnswer), context)
            case .none: return
            }
        }
    }

    private func take(_ line: ByteBuffer, _ context: ChannelHandlerContext) {
        do throws(ServerLineError) {
            switch try ServerLine.decode(line.readableBytesUInt8Span) {
            case .result(let value, .integer(let id)): waiting.removeValue(forKey: id)?.succeed(value)
            case .fault(let fault, .integer(let id)):
                waiting.removeValue(forKey: id)?.fail(RPCClientError.fault(fault))
            // A fault without an ID is about the connection, which ends.
            case .fault(let fault, .null): fail(.fault(fault), context)
            case .notification(let method, let parameters): onNotification?(method, parameters)
            case .result, .fault: break
            }
        } catch {
            fail(.unreadable(error), context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) { failAll(.closed) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { fail(.closed, context) }

    private func fail(_ error: RPCClientError, _ context: ChannelHandlerContext) {
        failAll(error)
        context.close(promise: nil)
    }

    private func failAll(_ error: RPCClientError) {
        let promises = waiting.values
        waiting = [:]
        for promise in promises { promise.fail(error) }
    }
}
