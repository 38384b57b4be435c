import Fetching
import Foundation
import SocialModel

/// How long an answer asks to be left alone.
enum RetryTime {
    /// Seconds from now on, by `Retry-After` or, if that is not there, what is said of a rate limit; nil if nothing is.
    ///
    /// Times of day are compared with the answer's own, so that this machine's clock does not matter.
    static func seconds(_ response: HTTPResponse) -> Int? {
        let now = response.header("date").flatMap(date)
        if let text = response.header("retry-after") {
            if let seconds = Int(text) { return clamped(seconds) }
            if let time = date(text), let now { return clamped(time - now) }
        }
        guard response.status == 429, let now else { return nil }
        for name in ["x-rate-limit-reset", "ratelimit-reset", "x-ratelimit-reset"] {
            guard let text = response.header(name) else { continue }
            if let second = Int(text) { return clamped(second > 1_000_000_000 ? second - now : second) }
            if let time = Timestamp(iso8601: text) { return clamped(Int(time.seconds) - now) }
        }
        return nil
    }

    /// A day at most: nobody is believed to mean more.
    private static func clamped(_ seconds: Int) -> Int { min(max(seconds, 0), 86_400) }

    /// The second of an HTTP date: `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static func date(_ text: String) -> Int? {
        let parts = text.split { $0 == " " || $0 == ":" || $0 == "," }
        guard parts.count == 8, let day = Int(parts[1]), let year = Int(parts[3]), let hour = Int(parts[4]),
            let minute = Int(parts[5]), let second = Int(parts[6]), let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let time = Timestamp(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
        return time.map { Int($0.seconds) }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
