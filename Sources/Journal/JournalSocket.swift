import Glibc

/// Where the journal takes entries, one a datagram.
public final class JournalSocket: Sendable {
    /// Where it is under systemd.
    public static let systemPath = "/run/systemd/journal/socket"

    private let descriptor: Int32
    private let address: sockaddr_un

    /// Nil if there can be no such socket; whether anybody listens there, sending tells.
    public init?(_ path: String = systemPath) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // The zero behind the path is part of it.
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        self.address = address
    }

    deinit { close(descriptor) }

    /// Whether what this process writes there, to its standard error unless said, goes to the journal (`JOURNAL_STREAM`, systemd.exec(5)).
    ///
    /// - Parameter stream: The device and the inode of what the journal reads, `8:1234`.
    public static func takes(_ descriptor: Int32 = 2, stream: String?) -> Bool {
        var file = stat()
        guard let stream, unsafe fstat(descriptor, &file) == 0 else { return false }
        return stream == "\(file.st_dev):\(file.st_ino)"
    }

    /// Sends an entry, without waiting for anybody; false if it was not taken.
    func send(_ bytes: [UInt8]) -> Bool {
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        return unsafe withUnsafePointer(to: address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
                return unsafe sendto(descriptor, bytes, bytes.count, flags, address, length) == bytes.count
            }
        }
    }
}
