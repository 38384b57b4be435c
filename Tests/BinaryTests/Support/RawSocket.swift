import Foundation
import Testing

/// A Unix socket without anything that understands what goes over it.
///
/// One thread may send while another one reads: only the reader touches the buffer, and the descriptor never changes.
final class RawSocket: @unchecked Sendable {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// Where in it the next line begins.
    private var start = 0

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        try #require(descriptor >= 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(status == 0, "\(path): \(errno)")
    }

    deinit { close(descriptor) }

    /// Sends all bytes, or as many as the peer takes before it closes.
    func send(_ bytes: [UInt8]) { Self.send(bytes, to: descriptor) }

    /// Sends from another thread, for more bytes than fit between the two ends.
    func sendAside(_ bytes: [UInt8]) {
        let descriptor = descriptor
        Thread.detachNewThread { Self.send(bytes, to: descriptor) }
    }

    private static func send(_ bytes: [UInt8], to descriptor: Int32) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            sent += count
        }
    }

    func send(_ line: String) { send(Array((line + "\n").utf8)) }

    /// Sends a request, and gives the line that comes back.
    func ask(_ request: String) throws -> [UInt8] {
        send(request)
        return try #require(lineOfBytes(), "the engine hung up")
    }

    /// The next line; nil at the end.
    func line() -> String? { lineOfBytes().map { String(decoding: $0, as: UTF8.self) } }

    /// The next line without its end; nil at the end.
    func lineOfBytes() -> [UInt8]? {
        var looked = start
        while true {
            let end = buffer.withUnsafeBytes { bytes -> Int? in
                guard looked < bytes.count, let base = bytes.baseAddress,
                    let found = memchr(base + looked, 10, bytes.count - looked)
                else { return nil }
                return UnsafeRawPointer(found) - base
            }
            if let end {
                defer { start = end + 1 }
                return Array(buffer[start..<end])
            }
            looked = buffer.count - start
            buffer.removeSubrange(..<start)
            start = 0
            var chunk = [UInt8](repeating: 0, count: 1 << 18)
            let count = read(descriptor, &chunk, chunk.count)
            if count <= 0 { return nil }
            buffer += chunk[..<count]
        }
    }
}
