/// Why the server could not be started.
public enum RPCError: Error, Sendable, Hashable {
    /// Another process answers on that socket.
    case socketInUse(path: String)
    /// Something other than a socket stands there, and is left alone.
    case notASocket(path: String)
    /// The path has more bytes than a socket's address can hold.
    case pathTooLong(path: String, limit: Int)
    /// The socket cannot be made.
    case unusable(path: String, detail: String)
    /// No user of that name.
    case unknownUser(String)
}

extension RPCError: CustomStringConvertible {
    /// One sentence for a person.
    public var description: String {
        switch self {
        case .socketInUse(let path): "Another process answers on \(path)."
        case .notASocket(let path): "\(path) is no socket; it is left alone."
        case .pathTooLong(let path, let limit): "A socket's path has at most \(limit) bytes: \(path)"
        case .unusable(let path, let detail): "The socket \(path) cannot be made: \(detail)."
        case .unknownUser(let name): "There is no user \(name) on this machine."
        }
    }
}
