import Isolation
import Ledger
import Logging
import Query
import Search
import SocialModel
import Streams

/// The full-text index, on a thread of its own: it follows the ledger's log, and answers queries between two batches.
///
/// When texts have to be cut anew, or the log does not go back far enough, another index is built beside it from the
/// ledger, batch by batch, while the old one goes on following and answering; then that one takes its place.
actor SearchFollower {
    private let thread: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    private var index: SearchIndex
    /// What is being built to take the index's place.
    private var next: SearchIndex?
    /// What is still to be read for the index that is being built, the newest first.
    private var unread: [OrderKey]?
    private let files: SearchFiles
    private let reader: LedgerReader
    private let log: Logger
    private var isFollowing = false
    private var isAskedAgain = false
    private var isStopped = false
    private var waiters: [Int: (seq: UInt64, continuation: CheckedContinuation<Bool, Never>)] = [:]
    private var nextWaiter = 0

    private static let batch = 500

    static func open(_ path: String, _ reader: LedgerReader, log: Logger) async throws(EngineError) -> SearchFollower {
        do throws(SearchError) {
            let files = SearchFiles(path: path)
            let index = try SearchIndex(path: path)
            return SearchFollower(index, files.hasNext ? try SearchIndex(path: files.next) : nil, files, reader, log)
        } catch { throw .search(error) }
    }

    private init(
        _ index: sending SearchIndex,
        _ next: sending SearchIndex?,
        _ files: SearchFiles,
        _ reader: LedgerReader,
        _ log: Logger
    ) {
        thread = ThreadExecutor()
        self.index = index
        self.next = next
        self.files = files
        self.reader = reader
        self.log = log
    }

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
            } catch { log.error("search fell behind at \(index.appliedSeq): \(error)") }
            // Ends when there is more to follow.
            await clean()
        }
    }

    /// Follows the log to its end; one that does not go back far enough asks for another index.
    private func catchUp() async throws {
        while !isStopped {
            switch try step(index) {
            case .taken:
                resumeWaiters()
                // Queries that came meanwhile go first.
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
    private enum Step {
        /// It has taken a batch; there may be more.
        case taken
        /// It is where the ledger is.
        case reached
        /// The log does not go back to where it is.
        case forgotten
    }

    private func step(_ index: SearchIndex) throws -> Step {
        if let build = index.build {
            try continueBuild(index, build)
            return .taken
        }
        guard let logged = try reader.posts(since: index.appliedSeq, limit: Self.batch) else { return .forgotten }
        if logged.seq == index.appliedSeq { return .reached }
        try index.apply(logged.entries.map(SearchChange.init), seq: logged.seq)
        return .taken
    }

    // MARK: - Building

    private func beginBuild(_ index: SearchIndex) throws {
        unread = nil
        try index.beginBuild(head: try reader.seq())
    }

    /// Takes the next posts in the order of time, so that their row ids count up.
    ///
    /// What came, changed or went since it began stands in the log, which is followed afterwards.
    private func continueBuild(_ index: SearchIndex, _ build: IndexBuild) throws {
        var keys = try unread ?? reader.textKeys(after: build.last)
        // Else the list would be copied with each batch.
        unread = nil
        let taken = Array(keys.suffix(Self.batch).reversed())
        keys.removeLast(taken.count)
        guard let last = taken.last else { return try index.finishBuild() }
        let texts = try reader.texts(of: taken.lazy.map(\.post))
        try index.continueBuild(texts.map { SearchDocument($0) }, through: last)
        unread = keys
    }

    // MARK: - Renewing

    /// Builds the next index on, if there is one, and lets it take the place of this one when it has
    /// caught up; ends early when there is more to follow.
    private func renew() async throws {
        guard let next else { return }
        // Before the engine's last end another version may have begun it.
        if next.isOutdated { try beginBuild(next) }
        while !isStopped, !isAskedAgain {
            switch try step(next) {
            case .taken: await Task.yield()
            case .forgotten: try beginBuild(next)
            case .reached: return try replace(with: next)
            }
        }
    }

    /// Builds another index, though nothing is wrong with this one; false if that is being done already.
    func reindex() throws(EngineError) -> Bool {
        guard next == nil, index.build == nil else { return false }
        do { try begin() } catch let error as SearchError { throw .search(error) } catch {
            throw .ledger(.storage(detail: "\(error)"))
        }
        return true
    }

    private func begin() throws {
        guard next == nil else { return }
        log.info("search is built anew beside the index that answers")
        let next = try SearchIndex(path: files.next)
        try beginBuild(next)
        self.next = next
    }

    private func replace(with next: SearchIndex) throws {
        self.next = nil
        do {
            try next.close()
            try index.close()
            try files.replace()
        } catch {
            files.removeNext()
            index = try SearchIndex(path: files.path)
            throw error
        }
        index = try SearchIndex(path: files.path)
        log.info("search answers from the index that was built anew")
    }

    /// How many posts of how many the index has that is being built; nil if none is.
    func building() throws(EngineError) -> (done: Int, of: Int)? {
        guard let built = next ?? (index.build == nil ? nil : index) else { return nil }
        do throws(LedgerError) { return (built.count, try reader.textCount()) } catch { throw .ledger(error) }
    }

    /// Takes the words of removed posts out of the files, a little at a time.
    private func clean() async {
        do {
            while !isStopped, !isAskedAgain, index.needsCleaning {
                _ = try index.clean()
                await Task.yield()
            }
        } catch { log.error("search could not tidy up: \(error)") }
    }

    /// Takes the words of removed posts out of the files at once; queries come in between.
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
    var holdsRemovedWords: Bool { index.needsCleaning || next?.needsCleaning == true }

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

    // MARK: - Verifying

    /// Compares the texts above a number with the ledger, at most `limit`; nil while the two are not at the same point.
    func findings(after post: PostNumber, limit: Int) throws(EngineError) -> TextFindings? {
        do {
            let seq = try reader.seq()
            guard index.appliedSeq == seq else { return nil }
            let texts = try reader.texts(after: post, limit: limit)
            var found = TextFindings(checked: texts.count, last: texts.last?.key.post)
            let documents = texts.map { SearchDocument($0) }
            let differences = try index.differences(documents)
            let wrong = Set(differences.different)
            let different = try documents.filter { try wrong.contains($0.post) && !isUnderFormerNumber($0) }
            if texts.isEmpty, index.count > (try reader.textCount()) { found.findings = [ViewFinding(.texts, .extra)] }
            // A commit in between is one more round.
            guard try reader.seq() == seq else { return nil }
            found.findings += differences.missing.map { ViewFinding(.texts, .missing, post: $0) }
            found.findings += different.map { ViewFinding(.texts, .different, post: $0.post) }
            return found
        } catch let error as SearchError {
            throw .search(error)
        } catch let error as LedgerError {
            throw .ledger(error)
        } catch { throw .ledger(.storage(detail: "\(error)")) }
    }

    /// What was written before its author moved stays under the number that the author had then.
    private func isUnderFormerNumber(_ document: SearchDocument) throws -> Bool {
        try reader.formerNumbers(of: document.author).contains { former in
            var then = document
            then.author = former
            return try index.differences([then]).different.isEmpty
        }
    }

    // MARK: - Queries

    func batch(
        _ query: BoundQuery,
        before: OrderKey,
        limit: Int,
        steps: Int,
        includeLimited: Bool
    ) throws(SearchError) -> SearchBatch {
        try index.batch(query, before: before, limit: limit, steps: steps, includeLimited: includeLimited)
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

    func relevance(of posts: [OrderKey], to query: BoundQuery) throws(SearchError) -> [Double] {
        try index.relevance(of: posts, to: query)
    }

    func tags(prefix: String, limit: Int, followed: Set<String>) throws(SearchError) -> [TagCount] {
        try index.tags(prefix: prefix, limit: limit, followed: followed)
    }
}

extension SearchChange {
    fileprivate init(_ entry: LoggedPosts.Entry) {
        switch entry {
        case .put(let post): self = .put(SearchDocument(post))
        case .removed(let key): self = .remove(key)
        }
    }
}

extension SearchDocument {
    private static let attachments: [(attachment: Attachment, flag: PostFlags)] = [
        (.photo, .photos), (.video, .video), (.poll, .poll), (.link, .link), (.location, .location),
    ]

    init(_ post: PostText) {
        self.init(
            key: post.key,
            text: post.text,
            tags: TagGrammar.tags(in: post.text),
            mentions: post.mentions,
            author: post.author,
            isPublic: post.flags.contains(.isPublic),
            attachments: Set(Self.attachments.filter { post.flags.contains($0.flag) }.map(\.attachment)),
            language: post.flags.language
        )
    }
}
