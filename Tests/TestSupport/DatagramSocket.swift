import Foundation
import Glibc

/// A bound datagram socket: what a service manager and a journal listen on.
public final class DatagramSocket: Sendable {
    /// Where it is bound.
    public let path: String
    private let descriptor: CInt

    /// Binds one; who waits for a datagram that never comes gives up after a minute.
    public init(_ path: String) throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let bound = withUnsafePointer(to: name) { name in
            name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }

    deinit { close(descriptor) }

    /// The next datagram; nil if there is none, which is told at once unless it is waited for.
    public func next(waiting: Bool = false) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        let count = recv(descriptor, &buffer, buffer.count, waiting ? 0 : Int32(MSG_DONTWAIT))
        return count >= 0 ? Array(buffer[..<count]) : nil
    }

    /// Waits for a line, and gives all up to the datagram that has it; nil if it does not come.
    public func lines(until wanted: String) -> [String]? {
        var all: [String] = []
        while !all.contains(wanted) {
            guard let bytes = next(waiting: true) else { return nil }
            all += String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        }
        return all
    }
}
