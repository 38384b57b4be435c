import JSON
import SocialModel

/// What finding a post has in common.
enum Posting {
    /// Clocks of others may be so many seconds behind.
    static let skew: Int64 = 120

    /// Whether a time that a network tells is not before one of ours; an unreadable one may be.
    static func isSince(_ since: Timestamp, _ time: JSONValue?) -> Bool {
        guard let time = time?.string.flatMap({ Timestamp(iso8601: $0) }) else { return true }
        return time.seconds >= since.seconds - skew
    }
}
