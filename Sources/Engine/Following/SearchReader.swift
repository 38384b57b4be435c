import Isolation
import Ledger
import Query
import Search
import SocialModel

/// Answers queries from the full-text index, on a thread and a connection of its own: whatever the follower writes, merges
/// or compares meanwhile, nobody waits for it.
actor SearchReader {
    private let thread = ThreadExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    private let files: SearchFiles
    private let reader: LedgerReader
    private var index: SearchIndex
    /// Which file it has open: another may take its place.
    private var file: FileIdentity?

    /// Opens the index that the follower has opened, with a reader for texts.
    static func open(_ files: SearchFiles, _ reader: LedgerReader) throws -> SearchReader {
        let index = try files.alone { try SearchIndex(reading: files.path) }
        return SearchReader(files, reader, FileIdentity(files.path), index)
    }

    private init(_ files: SearchFiles, _ reader: LedgerReader, _ file: FileIdentity?, _ index: sending SearchIndex) {
        self.files = files
        self.reader = reader
        self.file = file
        self.index = index
    }

    /// The index that answers now.
    private func current() throws(SearchError) -> SearchIndex {
        // One that somebody deleted goes on answering.
        guard let now = FileIdentity(files.path), now != file else { return index }
        do {
            try files.alone {
                index = try SearchIndex(reading: files.path)
                file = FileIdentity(files.path)
            }
        } catch let error as SearchError { throw error } catch {
            throw .storage(code: 1, message: "\(error)")
        }
        return index
    }

    /// Closes it: the last connection of all is to be one that can empty the log.
    func stop() { try? index.close() }

    /// Reads there.
    func read<Result: Sendable>(
        _ body: @Sendable (SearchIndex) throws(SearchError) -> Result
    ) throws(SearchError) -> Result {
        try body(current())
    }

    /// What of each post's text matches; nothing of one that is gone.
    func passages(_ query: TypedQuery, in posts: [PostNumber]) throws(EngineError) -> [Passages] {
        let highlighter = Highlighter(query, with: index.tokenizer)
        do throws(LedgerError) {
            var texts: [PostNumber: String] = [:]
            for text in try reader.texts(of: posts) { texts[text.key.post] = text.text }
            return posts.map { highlighter.passages(in: texts[$0] ?? "") }
        } catch { throw .ledger(error) }
    }
}
