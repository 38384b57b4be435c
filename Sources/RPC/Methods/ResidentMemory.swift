import FoundationEssentials
import Glibc

/// What this process holds in memory.
enum ResidentMemory {
    /// By the kernel's word, in bytes; nil if it does not say.
    static var bytes: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return pages.map { $0 * Int(getpagesize()) }
    }
}
