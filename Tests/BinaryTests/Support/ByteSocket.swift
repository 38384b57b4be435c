import Foundation
import Testing

/// A connection whose answers are looked at as bytes, by the megabyte.
final class ByteSocket {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
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

    /// Sends some lines; what is written at once has to fit between the two ends.
    func send(_ lines: [UInt8]) throws {
        var sent = 0
        while sent < lines.count {
            let count = lines[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            try #require(count > 0)
            sent += count
        }
    }

    /// Sends a request, and gives the line that comes back.
    func ask(_ request: String) throws -> [UInt8] {
        try send(Array((request + "\n").utf8))
        return try line()
    }

    /// The next line, without its end.
    func line() throws -> [UInt8] {
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
            try #require(count > 0, "the engine hung up")
            buffer += chunk[..<count]
        }
    }
}

extension [UInt8] {
    /// Where a text stands, from the first to the last place.
    func places(of text: [UInt8]) -> [Int] {
        let (bytes, text) = (Data(self), Data(text))
        var places: [Int] = []
        var from = 0
        while let found = bytes.range(of: text, in: from..<bytes.count) {
            places.append(found.lowerBound)
            from = found.upperBound
        }
        return places
    }
}
