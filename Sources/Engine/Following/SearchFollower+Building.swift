import Ledger
import Logging
import Search
import SocialModel

extension SearchFollower {
    func beginBuild(_ index: SearchIndex) throws {
        unread = nil
        try index.beginBuild(head: try reader.seq())
    }

    /// Takes the next posts in the order of time, so that their row ids count up.
    ///
    /// What came, changed or went since it began stands in the log, which is followed afterwards.
    func continueBuild(_ index: SearchIndex, _ build: IndexBuild) throws {
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
    func renew() async throws {
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

    /// Begins to build another index beside the one that answers.
    func begin() throws {
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
}
