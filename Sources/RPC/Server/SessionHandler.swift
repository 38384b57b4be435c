import NIOCore

/// Carries a channel's events into its session, which lives on the same loop.
final class SessionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let session: Session
    private let onClose: () -> Void

    init(_ session: Session, onClose: @escaping () -> Void) {
        self.session = session
        self.onClose = onClose
    }

    func channelActive(context: ChannelHandlerContext) { session.assumeIsolated { $0.opened() } }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        session.assumeIsolated { $0.received(bytes) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        session.assumeIsolated { $0.pump() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { session.assumeIsolated { $0.pump() } }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent {
            session.assumeIsolated { $0.inputEnded() }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        session.assumeIsolated { $0.closed() }
        onClose()
    }

    // A peer that went away is no fault of ours, and what it sent is still done.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
