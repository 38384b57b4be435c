import Glibc

/// Which users of this machine may connect.
public struct PeerPolicy: Sendable, Hashable {
    private let users: Set<uid_t>

    /// The engine's own user, and root.
    public init() { users = [geteuid(), 0] }

    /// Only these users, each a name or a number.
    public init(users names: [String]) throws(RPCError) {
        var users: Set<uid_t> = []
        for name in names {
            guard let user = uid_t(name) ?? Self.number(of: name) else { throw .unknownUser(name) }
            users.insert(user)
        }
        self.users = users
    }

    /// Whether a user may connect.
    func allows(_ user: uid_t) -> Bool { users.contains(user) }

    /// The user at the other end of a connection, by the kernel's word; nil if it cannot tell.
    static func user(of descriptor: CInt) -> uid_t? {
        var peer = PeerCredentials()
        var length = socklen_t(MemoryLayout<PeerCredentials>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0,
            length == socklen_t(MemoryLayout<PeerCredentials>.size)
        else { return nil }
        return peer.user
    }

    private static func number(of name: String) -> uid_t? {
        var entry = unsafe passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        let status = unsafe getpwnam_r(name, &entry, &buffer, buffer.count, &found)
        guard status == 0, unsafe found != nil else { return nil }
        return unsafe entry.pw_uid
    }
}

/// The kernel's `struct ucred`, which Glibc shows only under `_GNU_SOURCE`.
private struct PeerCredentials {
    var process: pid_t = 0
    var user: uid_t = .max
    var group: gid_t = .max
}
