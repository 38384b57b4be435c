import Foundation
import Isolation

/// The files of search: the index that answers, and the one that is being built to take its place.
final class SearchFiles: Sendable {
    let path: String
    private let turn = Locked(())

    init(path: String) { self.path = path }

    /// Where the next index is built.
    var next: String { path + "-next" }

    /// The index that was replaced, until all have let go of it.
    private var old: String { path + "-old" }

    /// Whether one was being built when the engine ended.
    var hasNext: Bool { FileManager.default.fileExists(atPath: next) }

    /// Opens or replaces the file while nobody else does: SQLite finds its log by name, so that whoever opens one file while
    /// another takes its place might take over the other's log.
    func alone<Result>(_ body: () throws -> sending Result) throws -> sending Result {
        try turn.withLock { _ in try body() }
    }

    /// Puts the next index, closed like the other, in the other's place.
    ///
    /// Whatever is cut short leaves one of the two whole, and the log of neither beside the other. The other is left to
    /// `removeOld`: whoever closes a file without a name last waits until its pages are given up.
    func replace() throws {
        removeLogs(of: path)
        // Without it somebody would wait, and no more.
        _ = unsafe link(path, old)
        guard unsafe rename(next, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        removeLogs(of: next)
    }

    /// Gives up the pages of an index that was replaced; takes hundreds of milliseconds for a large one.
    func removeOld() { try? FileManager.default.removeItem(atPath: old) }

    /// Removes the next index.
    func removeNext() {
        try? FileManager.default.removeItem(atPath: next)
        removeLogs(of: next)
    }

    private func removeLogs(of path: String) {
        for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    }
}
