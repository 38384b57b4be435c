import Engine
import NIOCore
import NIOHTTP1

/// Answers one request, and closes its connection.
final class MonitoringHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let readiness: Readiness
    private var isAsked = false
    private var timer: Scheduled<Void>?

    init(_ readiness: Readiness) { self.readiness = readiness }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        // Whoever sends or reads slowly, or says nothing, is not waited for.
        timer = context.eventLoop.scheduleTask(in: .seconds(MonitoringLimits.seconds)) { channel.close(promise: nil) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // What follows the head of the first request is read past.
        guard case .head(let head) = unwrapInboundIn(data), !isAsked else { return }
        isAsked = true
        let answer = context.eventLoop.makePromise(of: MonitoringAnswer.self)
        let state = readiness.state
        answer.completeWithTask { await MonitoringAnswer.to(head, state) }
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        answer.futureResult.assumeIsolated().whenSuccess { answer in
            self.write(answer, isHead: head.method == .HEAD, context.value)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func write(_ answer: MonitoringAnswer, isHead: Bool, _ context: ChannelHandlerContext) {
        let body = ByteBuffer(string: answer.text)
        var headers: HTTPHeaders = [
            "Content-Type": answer.contentType, "Content-Length": String(body.readableBytes), "Connection": "close",
            "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
        ]
        if answer.status == .methodNotAllowed { headers.add(name: "Allow", value: "GET, HEAD") }
        let head = HTTPResponseHead(version: .http1_1, status: answer.status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !isHead { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
    }
}
