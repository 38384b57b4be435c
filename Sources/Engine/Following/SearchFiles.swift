import Foundation
import Search

/// The files of search: the index that answers, and the one that is being built to take its place.
struct SearchFiles {
    let path: String
    /// Where the next index is built.
    var next: String { path + "-next" }

    /// Whether one was being built when the engine ended.
    var hasNext: Bool { FileManager.default.fileExists(atPath: next) }

    /// Puts the next index, closed like the other, in the other's place.
    ///
    /// Whatever is cut short leaves one of the two whole, and the log of neither beside the other.
    func replace() throws {
        removeLogs(of: path)
        guard unsafe rename(next, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        removeLogs(of: next)
    }

    /// Removes the next index.
    func removeNext() {
        try? FileManager.default.removeItem(atPath: next)
        removeLogs(of: next)
    }

    private func removeLogs(of path: String) {
        for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    }
}
