import Glibc

/// A listening Unix socket and the file that names it.
///
/// Nobody can connect before ``listen()``, when the file has its mode already.
struct SocketFile {
    /// Owner and group may connect.
    private static let mode: mode_t = 0o660
    private static let backlog: CInt = 256
    private static let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)

    let path: String
    let descriptor: CInt
    private let identity: Identity

    /// Which file it is, so that another's is never removed.
    private struct Identity: Equatable {
        var device: dev_t
        var inode: ino_t
    }

    /// Binds to a path; a file left by a process that is gone is replaced.
    init(_ path: String) throws(RPCError) {
        var address = try Self.address(path)
        try Self.removeStale(path, &address)
        let descriptor = socket(AF_UNIX, Self.kind, 0)
        guard descriptor >= 0 else { throw Self.failure(path) }
        // Linux makes the file with the mode of the unbound socket, so it is never wider than this; the umask may have
        // narrowed it.
        guard fchmod(descriptor, Self.mode) == 0, Self.bind(descriptor, &address) == 0,
            unsafe chmod(path, Self.mode) == 0, let identity = Self.identity(path)
        else {
            let failure = Self.failure(path)
            close(descriptor)
            throw failure
        }
        self.path = path
        self.descriptor = descriptor
        self.identity = identity
    }

    /// Lets peers connect.
    func listen() throws(RPCError) {
        guard Glibc.listen(descriptor, Self.backlog) == 0 else { throw Self.failure(path) }
    }

    /// Removes the file, unless another has taken its place.
    func remove() {
        if Self.identity(path) == identity { unsafe unlink(path) }
    }

    // MARK: - What stands there

    private static func removeStale(_ path: String, _ address: inout sockaddr_un) throws(RPCError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw failure(path) }
            return
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
        let probe = socket(AF_UNIX, kind, 0)
        guard probe >= 0 else { throw failure(path) }
        defer { close(probe) }
        // Only a refusal shows that nobody listens; a full backlog (EAGAIN) or a foreign owner (EACCES) does not.
        guard connect(probe, &address) != 0, errno == ECONNREFUSED else { throw .socketInUse(path: path) }
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw failure(path) }
    }

    private static func identity(_ path: String) -> Identity? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return nil }
        return Identity(device: status.st_dev, inode: status.st_ino)
    }

    private static func failure(_ path: String) -> RPCError {
        .unusable(path: path, detail: unsafe String(cString: strerror(errno)))
    }

    // MARK: - Addresses

    private static func address(_ path: String) throws(RPCError) -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let limit = MemoryLayout.size(ofValue: address.sun_path) - 1
        let bytes = Array(path.utf8)
        guard bytes.count <= limit, !bytes.contains(0) else { throw .pathTooLong(path: path, limit: limit) }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        return address
    }

    private static func bind(_ descriptor: CInt, _ address: inout sockaddr_un) -> CInt {
        unsafe withGeneric(&address) { unsafe Glibc.bind(descriptor, $0, $1) }
    }

    private static func connect(_ descriptor: CInt, _ address: inout sockaddr_un) -> CInt {
        unsafe withGeneric(&address) { unsafe Glibc.connect(descriptor, $0, $1) }
    }

    private static func withGeneric(
        _ address: inout sockaddr_un,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
    ) -> CInt {
        unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
