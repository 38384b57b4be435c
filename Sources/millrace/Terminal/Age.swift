import SocialModel

/// How long ago something was, as a person says it; the date after a week.
enum Age {
    static func words(_ time: Timestamp, now: Timestamp) -> String {
        let seconds = now.seconds - time.seconds
        switch seconds {
        case ..<0: return String(time.iso8601Seconds.prefix(10))
        case ..<60: return "just now"
        case ..<3_600: return "\(seconds / 60) min ago"
        case ..<86_400: return "\(seconds / 3_600) h ago"
        case ..<172_800: return "yesterday"
        case ..<604_800: return "\(seconds / 86_400) days ago"
        default: return String(time.iso8601Seconds.prefix(10))
        }
    }
}
