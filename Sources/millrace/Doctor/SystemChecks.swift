import Fetching
import Foundation
import Glibc
import Query
import Search
import SocialModel

/// Looks at the machine: its limits and clock, and whether the libraries do what they are there for.
struct SystemChecks {
    private static let files: UInt64 = 4_096
    private static let memory: Int64 = 512 << 20

    var findings: [Finding] { [clock, openFiles, freeMemory, searchLibraries, fetchingLibrary] }

    /// Order is by time of receipt: a clock before this version was made is wrong.
    private var clock: Finding {
        let now = Date()
        guard now.timeIntervalSince1970 > 1_764_000_000 else {
            return .wrong("clock", "it is \(now)", remedy: "Set the clock: timedatectl set-ntp true.")
        }
        return .fine("clock", now.formatted(.iso8601))
    }

    private var openFiles: Finding {
        let text = "\(min(OpenFiles.most, OpenFiles.wanted)) files may be open"
        return OpenFiles.most >= Self.files
            ? .fine("open files", text)
            : .doubtful("open files", text, remedy: "LimitNOFILE=65536 in the unit, or as root ulimit -n 65536.")
    }

    private var freeMemory: Finding {
        let text = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        guard let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap({ Int64($0) }) else {
            return .doubtful("memory", "how much is free cannot be told", remedy: "Look with free -m.")
        }
        let words = "\((kilobytes >> 10).grouped) MiB are available"
        return kilobytes << 10 >= Self.memory
            ? .fine("memory", words)
            : .doubtful("memory", words, remedy: "The index takes about 100 bytes a post: have 512 MiB to spare.")
    }

    /// A text that is indexed and found again shows that SQLite has FTS5, and ICU its data.
    private var searchLibraries: Finding {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("millrace-doctor-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let index = try SearchIndex(path: folder.appendingPathComponent("search.sqlite").path)
            let key = OrderKey(second: 1, post: PostNumber(1))
            try index.apply([.put(SearchDocument(key: key, text: "Äpfel", author: PersonNumber(1)))], seq: 1)
            let query = try TypedQuery.parse("apfel", cuttingWordsWith: index.tokenizer)
            let found = try index.candidates(query.bind(now: Timestamp(seconds: 0)) { _ in [] }, limit: 1)
            guard found.map(\.key) == [key] else { throw SearchError.unicode }
            return .fine("search", "SQLite and ICU find what they are given (tokenizer \(Tokenizer.version))")
        } catch {
            return .wrong(
                "search",
                "an index cannot be made: \(error)",
                remedy: "Install libsqlite3-0 with FTS5, and libicu with its data."
            )
        }
    }

    private var fetchingLibrary: Finding {
        do throws(FetchingError) {
            try HTTPClient(HTTPClientConfiguration(userAgent: "millrace doctor")).stop()
            return .fine("fetching", "libcurl with TLS is there")
        } catch {
            return .wrong("fetching", error.description, remedy: "Install libcurl4 and ca-certificates.")
        }
    }
}
