import Glibc
public import SocialModel

extension Timestamp {
    /// The time of this machine's clock.
    public static var now: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }

    /// So many milliseconds from now.
    static func inMilliseconds(_ milliseconds: Int64) -> Timestamp {
        Timestamp(microseconds: now.microseconds + milliseconds * 1_000)
    }
}
