import Glibc

/// How many files an engine may have open: shells and systemd allow few at first, and more to whoever asks.
enum OpenFiles {
    /// A socket each for a thousand readers, and room.
    static let wanted: UInt64 = 65_536

    /// How many this process may have at most.
    static var most: UInt64 { UInt64(limit.rlim_max) }

    /// Asks for as many as it wants and may have.
    static func raise() {
        var limit = limit
        guard limit.rlim_cur < wanted else { return }
        limit.rlim_cur = min(rlim_t(wanted), limit.rlim_max)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    private static var limit: rlimit {
        var limit = rlimit()
        unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return limit
    }
}
