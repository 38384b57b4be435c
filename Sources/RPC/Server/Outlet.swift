import Glibc
import NIOCore

/// Sends bytes to a peer: what the kernel takes at once from where they are, and only the rest through the channel.
///
/// Most answers are taken whole, and a page of 30 KB is not copied into a buffer of the channel's before.
struct Outlet {
    private let channel: any Channel
    /// The channel's socket; nil where it has none, so that all goes through the channel.
    private let socket: CInt?
    /// Whether something went through the channel that it may not have sent yet, and that nothing may overtake.
    private var isBehind = false

    init(_ channel: any Channel) {
        self.channel = channel
        socket = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: CInt.self) { $0 }
    }

    mutating func send(_ bytes: [UInt8]) {
        let count = sendNow(bytes)
        guard count < bytes.count else { return }
        isBehind = true
        channel.writeAndFlush(ByteBuffer(bytes: bytes[count...]), promise: nil)
    }

    /// Gives the kernel what it takes without waiting, and says how much that was.
    ///
    /// Whatever is wrong the channel finds out for itself, and tells its handler.
    private mutating func sendNow(_ bytes: [UInt8]) -> Int {
        // Once the channel is closed the number may be another file's.
        guard let socket, channel.isActive else { return 0 }
        if isBehind, let left = try? channel.syncOptions?.getOption(.bufferedWritableBytes) { isBehind = left > 0 }
        guard !isBehind else { return 0 }
        let flags = CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL)
        return max(0, unsafe bytes.withUnsafeBytes { unsafe Glibc.send(socket, $0.baseAddress, $0.count, flags) })
    }
}
