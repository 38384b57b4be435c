import Isolation
import Ledger
import Logging
import Query
import Search
import SocialModel
import Streams

/// The full-text index, on a thread of its own: it follows the ledger's log; `SearchReader` answers from it.
///
/// When texts have to be cut anew, or the log does not go back far enough, another index is built beside it from the
/// ledger, batch by batch, while the old one goes on following and answering; then that one takes its place.
actor SearchFollower {
    private let thread: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    var index: SearchIndex
    /// What is being built to take the index's place.
    var next: SearchIndex?
    /// What is still to be read for the index that is being built, the newest first.
    var unread: [OrderKey]?
    /// The posts after those that were last written to it.
    var cutting: CutBatch?
    let cutter: TextCutter
    let files: SearchFiles
    /// Who answers from the file, and is to know when another takes its place.
    var searcher: SearchReader?
    let reader: LedgerReader
    let log: Logger
    private var isFollowing = false
    var isAskedAgain = false
    var isStopped = false
    private var waiters: [Int: (seq: UInt64, continuation: CheckedContinuation<Bool, Never>)] = [:]
    private var nextWaiter = 0

    static let batch = 500
    /// How many posts of an index that is being built are written at once: each batch makes a segment, to be merged later.
    static let batchOfBuild = 1_000

    /// Opens the index at a path, with a reader for the log and one for texts to be cut meanwhile.
    static func open(
        _ path: String,
        _ reader: LedgerReader,
        cutting: LedgerReader,
        log: Logger
    ) async throws(EngineError) -> SearchFollower {
        do throws(SearchError) {
            let files = SearchFiles(path: path)
            files.removeOld()
            let index = try SearchIndex(path: path)
            let next = files.hasNext ? try SearchIndex(path: files.next) : nil
            return SearchFollower(index, next, files, reader, try TextCutter(cutting), log)
        } catch { throw .search(error) }
    }

    private init(
        _ index: sending SearchIndex,
        _ next: sending SearchIndex?,
        _ files: SearchFiles,
        _ reader: LedgerReader,
        _ cutter: TextCutter,
        _ log: Logger
    ) {
        thread = ThreadExecutor()
        self.index = index
        self.next = next
        self.files = files
        self.reader = reader
        self.cutter = cutter
        self.log = log
    }

    /// Lets somebody know when another file takes the place of this one.
    func tell(_ searcher: SearchReader) { self.searcher = searcher }

    // MARK: - Following

    /// The sequence number that the index has reached.
    var appliedSeq: UInt64 { index.appliedSeq }

    /// How many posts it holds.
    var count: Int { index.count }

    /// Catches up with the ledger.
    ///
    /// Called after every commit; calls while one is at work make one more round.
    func follow() async {
        isAskedAgain = true
        guard !isFollowing else { return }
        isFollowing = true
        defer { isFollowing = false }
        while isAskedAgain, !isStopped {
            isAskedAgain = false
            do {
                try await catchUp()
                resumeWaiters()
                try await renew()
                resumeWaiters()
            } catch { report("search fell behind at \(index.appliedSeq)", error) }
            // Ends when there is more to follow.
            await clean()
        }
    }

    /// Says what failed; where only somebody read for long, it is tried again soon, as SQLite tells nobody when that ends.
    private func report(_ what: String, _ error: any Error) {
        guard let error = error as? SearchError, error.isBusy else { return log.error("\(what): \(error)") }
        log.info("\(what): \(error)")
        Task {
            try? await Task.sleep(for: .seconds(1))
            if !isStopped { await follow() }
        }
    }

    /// Follows the log to its end; one that does not go back far enough asks for another index.
    private func catchUp() async throws {
        while !isStopped {
            switch try await step(index) {
            case .taken:
                resumeWaiters()
                // Who waits to be told something goes first.
                await Task.yield()
            case .forgotten where index.count == 0:
                // It is built where it is: there is nothing to go on answering.
                log.info("search is built from the ledger")
                try beginBuild(index)
            case .forgotten: return try begin()
            case .reached: return index.isOutdated || index.isScattered ? try begin() : ()
            }
        }
    }

    /// What came of a step of an index.
    enum Step {
        /// It has taken a batch; there may be more.
        case taken
        /// It is where the ledger is.
        case reached
        /// The log does not go back to where it is.
        case forgotten
    }

    func step(_ index: SearchIndex) async throws -> Step {
        if let build = index.build {
            try await continueBuild(index, build)
            return .taken
        }
        guard let logged = try reader.posts(since: index.appliedSeq, limit: Self.batch) else { return .forgotten }
        if logged.seq == index.appliedSeq { return .reached }
        try index.apply(logged.entries.map(SearchChange.init), seq: logged.seq)
        return .taken
    }

    // MARK: - Forgetting

    /// Takes the words of removed posts out of the files, a little at a time.
    private func clean() async {
        do {
            while !isStopped, !isAskedAgain, index.needsCleaning {
                _ = try index.clean()
                await Task.yield()
            }
        } catch { report("search could not tidy up", error) }
    }

    /// Takes the words of removed posts out of the files at once.
    func forget() async throws(EngineError) {
        do throws(SearchError) {
            while !isStopped, let index = [index, next].compactMap({ $0 }).first(where: \.needsCleaning) {
                _ = try index.clean()
                await Task.yield()
            }
            for index in [index, next].compactMap({ $0 }) { try index.checkpoint() }
        } catch { throw .search(error) }
    }

    /// Whether the files may hold words of removed posts.
    var holdsRemovedWords: Bool { index.holdsRemovedWords || next?.holdsRemovedWords == true }

    /// Ends what is at work at its next step.
    func stop() {
        isStopped = true
        for waiter in waiters.values { waiter.continuation.resume(returning: false) }
        waiters = [:]
    }

    // MARK: - Waiting

    /// Waits until the index has reached a sequence number; false if that takes longer than `timeout`.
    func reach(_ seq: UInt64, within timeout: Duration) async -> Bool {
        if index.appliedSeq >= seq { return true }
        nextWaiter += 1
        let id = nextWaiter
        let timer = Task {
            try? await Task.sleep(for: timeout)
            self.giveUp(id)
        }
        defer { timer.cancel() }
        return await withCheckedContinuation { waiters[id] = (seq, $0) }
    }

    private func giveUp(_ id: Int) { waiters.removeValue(forKey: id)?.continuation.resume(returning: false) }

    private func resumeWaiters() {
        for (id, waiter) in waiters where waiter.seq <= index.appliedSeq {
            waiters[id] = nil
            waiter.continuation.resume(returning: true)
        }
    }
}
