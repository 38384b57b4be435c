import Ledger
import Logging
import Search
import SocialModel

extension SearchFollower {
    func beginBuild(_ index: SearchIndex) throws {
        (unread, cutting) = (nil, nil)
        try index.beginBuild(head: try reader.seq())
    }

    /// Takes the next posts in the order of time, so that their row ids count up, while those after them are cut.
    ///
    /// What came, changed or went since it began stands in the log, which is followed afterwards.
    func continueBuild(_ index: SearchIndex, _ build: IndexBuild) async throws {
        guard let batch = try cutting ?? nextBatch(after: build.last) else { return try index.finishBuild() }
        do {
            let posts = try await batch.posts.value
            cutting = try nextBatch(after: batch.last)
            try index.continueBuild(posts, through: batch.last, keeps: batch.left < SearchIndex.newest)
        } catch {
            // It goes on with what the index has, not with what was to come next.
            (unread, cutting) = (nil, nil)
            throw error
        }
    }

    /// Lets the next posts be read and cut; nil if there are none.
    private func nextBatch(after last: OrderKey) throws -> CutBatch? {
        var keys = try unread ?? reader.textKeys(after: last)
        // Else the list would be copied with each batch.
        unread = nil
        let taken = Array(keys.suffix(Self.batchOfBuild).reversed())
        keys.removeLast(taken.count)
        guard let last = taken.last else { return nil }
        unread = keys
        let cutter = cutter
        // Detached: a task of the follower's own would begin when it has written what came before.
        return CutBatch(last: last, left: keys.count, posts: Task.detached { try await cutter.cut(taken.map(\.post)) })
    }

    // MARK: - Renewing

    /// Builds the next index on, if there is one, and lets it take the place of this one when it has
    /// caught up; ends early when there is more to follow.
    func renew() async throws {
        guard let next else { return }
        // Before the engine's last end another version may have begun it.
        if next.isOutdated { try beginBuild(next) }
        while !isStopped, !isAskedAgain {
            switch try await step(next) {
            case .taken: await Task.yield()
            case .forgotten: try beginBuild(next)
            // Many segments would make it slow to answer, and nobody would know later that much of its file is free.
            case .reached where next.needsCleaning:
                _ = try next.clean()
                await Task.yield()
            case .reached: return try await replace(with: next)
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

    /// Begins to build another index beside the one that answers.
    func begin() throws {
        guard next == nil else { return }
        log.info("search is built anew beside the index that answers")
        let next = try SearchIndex(path: files.next)
        try beginBuild(next)
        self.next = next
    }

    private func replace(with next: SearchIndex) async throws {
        // Its log goes with its name. Where somebody reads for long, the next index waits for another try.
        try index.checkpoint()
        self.next = nil
        do {
            try files.alone {
                do {
                    try next.close()
                    try index.close(emptyingLog: false)
                    try files.replace()
                } catch {
                    files.removeNext()
                    index = try SearchIndex(path: files.path)
                    throw error
                }
                index = try SearchIndex(path: files.path)
            }
            log.info("search answers from the index that was built anew")
        } catch {
            await tellReader()
            throw error
        }
        await tellReader()
        files.removeOld()
    }

    /// Else the old file would take room until somebody searches, who would wait until it is closed.
    private func tellReader() async {
        do throws(SearchError) { _ = try await searcher?.read { (index) throws(SearchError) in try index.seq() } } catch
        {
            log.error("search cannot answer from its new file: \(error)")
        }
    }

    /// How many posts of how many the index has that is being built; nil if none is.
    func building() throws(EngineError) -> (done: Int, of: Int)? {
        guard let built = next ?? (index.build == nil ? nil : index) else { return nil }
        do throws(LedgerError) { return (built.count, try reader.textCount()) } catch { throw .ledger(error) }
    }
}
