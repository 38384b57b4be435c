import Ledger
import SocialModel
import Streams

/// Reads the stream index from a ledger to which nothing is written yet.
///
/// SQLite takes most of the time, so that two threads take turns in reading ahead. What users did to posts is read when
/// each of them first asks.
struct IndexLoading {
    private let files: Ledger
    private let progress: @Sendable (_ done: Int, _ of: Int) -> Void

    /// Chunks that are read, or wait for their turn, at a time.
    private static let ahead = 4

    /// `progress` hears how many posts of how many were read.
    init(_ files: Ledger, progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void) {
        self.files = files
        self.progress = progress
    }

    /// Reads it.
    func index() async throws -> StreamIndex {
        let reader = try files.openReader(label: "ledger.start", readsEverything: true)
        let index = StreamIndex()
        try index.loadPeople(from: reader)
        let lists = try await posts(into: index, upTo: try reader.highestPost())
        try await index.finish(lists, from: reader)
        return index
    }

    private func posts(into index: StreamIndex, upTo highest: UInt32) async throws -> LoadedLists {
        let readers = [
            SlowReader(try files.openReader(label: "ledger.posts.0", readsEverything: true)),
            SlowReader(try files.openReader(label: "ledger.posts.1", readsEverything: true)),
        ]
        let chunks = StreamIndex.chunks(upTo: highest)
        var lists = LoadedLists()
        try await withThrowingTaskGroup(of: (Int, PostRows).self) { group in
            var started = 0
            func start() {
                guard started < chunks.count else { return }
                let (number, chunk, reader) = (started, chunks[started], readers[started % readers.count])
                group.addTask { (number, try await reader.read { (it) throws(LedgerError) in try it.posts(chunk) }) }
                started += 1
            }
            for _ in 0..<Self.ahead { start() }
            var early: [Int: PostRows] = [:]
            var next = 0
            while next < chunks.count, let (number, rows) = try await group.next() {
                early[number] = rows
                while let rows = early.removeValue(forKey: next) {
                    index.load(rows, &lists)
                    progress(Int(chunks[next].upperBound), Int(highest))
                    next += 1
                    start()
                }
            }
        }
        return lists
    }
}
