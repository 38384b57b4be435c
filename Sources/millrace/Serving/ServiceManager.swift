import Glibc

/// Tells systemd how the engine is, where that started it as a service of `Type=notify` (sd_notify(3)).
struct ServiceManager: Sendable {
    private let address: [UInt8]
    /// How long systemd waits to hear that the engine is alive until it kills it; nil if it does not.
    let watchdog: Duration?

    /// From `NOTIFY_SOCKET` and `WATCHDOG_USEC`; nil where nobody is to be told.
    init?() {
        guard let path = Environment.text("NOTIFY_SOCKET"), let first = path.utf8.first,
            first == UInt8(ascii: "/") || first == UInt8(ascii: "@"), path.utf8.count < Self.longestPath
        else { return nil }
        // A name that begins with @ is one of the abstract namespace, which begins with zero.
        address = (first == UInt8(ascii: "@") ? [0] : [first]) + path.utf8.dropFirst()
        let isOurs = Environment.text("WATCHDOG_PID").map { $0 == "\(getpid())" } ?? true
        let microseconds = Environment.text("WATCHDOG_USEC").flatMap { Int64($0) } ?? 0
        watchdog = isOurs && microseconds > 0 ? .microseconds(microseconds) : nil
    }

    private static let longestPath = 108

    /// Sends assignments, one a line; that nobody hears them is no fault of the engine's.
    func tell(_ state: String) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // Who does not read must not hold up the engine.
        var patience = timeval(tv_sec: 1, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &name.sun_path) { unsafe $0.copyBytes(from: address) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + address.count)
        let bytes = Array(state.utf8)
        unsafe withUnsafePointer(to: name) { name in
            unsafe name.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                _ = unsafe sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), name, length)
            }
        }
    }

    /// Says that posts are being read, which may take longer than a start usually may.
    func tellReading(_ done: Int, of total: Int) {
        tell("STATUS=reading posts, \(total > 0 ? 100 * done / total : 0) %\nEXTEND_TIMEOUT_USEC=60000000")
    }

    /// Says again and again that the engine is alive, as long as it answers; returns when cancelled.
    func watch(_ isAlive: @Sendable () async -> Void) async {
        guard let watchdog else { return }
        while !Task.isCancelled {
            await isAlive()
            tell("WATCHDOG=1")
            try? await Task.sleep(for: watchdog / 3)
        }
    }
}
