import Foundation
import NIOCore
import NIOPosix

/// A Unix socket, blocking: as little between the kernel and the measurement as there can be.
final class LineClient {
    private let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 20)

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let address = UnixAddress(path)
        guard connect(descriptor, address.pointer, address.size) == 0 else { throw EchoError.refused(path) }
    }

    deinit { close(descriptor) }

    /// Sends a line and reads up to the newline of the answer.
    func ask(_ line: [UInt8]) throws -> [UInt8] {
        try send(line)
        return Array(buffer[..<(try receive())])
    }

    func send(_ line: [UInt8]) throws {
        guard write(descriptor, line, line.count) == line.count else { throw EchoError.ended }
    }

    /// Reads up to a newline, and says how many bytes those were.
    @discardableResult
    func receive() throws -> Int {
        var count = 0
        while count == 0 || buffer[count - 1] != UInt8(ascii: "\n") {
            count += try receiveMore(behind: count)
        }
        return count
    }

    /// Reads what there is; not through a slice, which would copy the whole buffer.
    private func receiveMore(behind count: Int) throws -> Int {
        let more = buffer.withUnsafeMutableBytes { bytes in
            read(descriptor, bytes.baseAddress?.advanced(by: count), bytes.count - count)
        }
        if more <= 0 { throw EchoError.ended }
        return more
    }

    /// Reads so many bytes.
    func receive(_ bytes: Int) throws {
        var count = 0
        while count < bytes {
            count += try receiveMore(behind: count)
        }
    }
}

enum EchoError: Error {
    case refused(String)
    case ended
}

/// A thread a connection that reads and writes, nothing else: what the kernel's part costs.
struct BlockingEcho {
    let path: String

    init(_ path: String, answer: [UInt8]) throws {
        self.path = path
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let address = UnixAddress(path)
        guard bind(listener, address.pointer, address.size) == 0, listen(listener, 64) == 0 else {
            throw EchoError.refused(path)
        }
        Thread.detachNewThread {
            while true {
                let peer = accept(listener, nil, nil)
                if peer < 0 { return }
                Thread.detachNewThread {
                    var buffer = [UInt8](repeating: 0, count: 65_536)
                    while read(peer, &buffer, buffer.count) > 0, write(peer, answer, answer.count) == answer.count {}
                    close(peer)
                }
            }
        }
    }
}

/// A SwiftNIO channel handler that answers each read with the same buffer.
enum NIOEcho {
    static func start(_ path: String, answer: [UInt8], on loop: any EventLoop) async throws -> any Channel {
        try await ServerBootstrap(group: loop)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(ByteBuffer(bytes: answer)))
                }
            }
            .bind(unixDomainSocketPath: path)
            .get()
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let answer: ByteBuffer

        init(_ answer: ByteBuffer) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
        }
    }
}

/// A socket's path as the kernel takes it.
struct UnixAddress {
    private let storage: UnsafeMutablePointer<sockaddr_un>

    init(_ path: String) {
        storage = .allocate(capacity: 1)
        storage.initialize(to: sockaddr_un())
        storage.pointee.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &storage.pointee.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    }

    /// Lives as long as the process: a benchmark has a dozen.
    var pointer: UnsafePointer<sockaddr> {
        UnsafeRawPointer(storage).assumingMemoryBound(to: sockaddr.self)
    }

    var size: socklen_t { socklen_t(MemoryLayout<sockaddr_un>.size) }
}
