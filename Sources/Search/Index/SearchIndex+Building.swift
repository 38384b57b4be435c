import GRDB
public import SocialModel

extension SearchIndex {
    /// Empties the index, and begins to build it; `appliedSeq` is 0 until it is complete.
    public func beginBuild(head: UInt64) throws(SearchError) {
        suspendCursors()
        idle.removeAll()
        (sweep, listCheck) = (nil, nil)
        let build = IndexBuild(last: OrderKey(0), head: head)
        try storage {
            try queue.inTransaction(.immediate) { db in
                try Schema.clear(db)
                try Schema.setBuilt(build, db)
                return .commit
            }
        }
        (appliedSeq, partitions, self.build, isOutdated) = (0, Partitions(), build, false)
        rows.revert(to: 0)
        try checkpoint()
        try collectWrites(true)
    }

    /// Takes the next posts in the order of time, up to a key, in one transaction with how far it is.
    ///
    /// With `keeps`, for the last `newest` of all, what their rows hold is at hand when they change.
    public func continueBuild(
        _ posts: [DocumentTokens],
        through last: OrderKey,
        keeps: Bool = false
    ) throws(SearchError) {
        guard var build else { return }
        build.last = last
        try write(posts.map { ($0.key, $0) }, seq: 0, build: build, keeps: keeps)
    }

    /// Says that all posts are there.
    public func finishBuild() throws(SearchError) {
        guard let build else { return }
        try write([], seq: build.head, build: nil, keeps: true)
        try collectWrites(false)
    }

    /// Whether the log may hold four times as much before it is written into the file: every time that is done, the disk is
    /// waited for.
    func collectWrites(_ collects: Bool) throws(SearchError) {
        let pages = collects ? 4_000 : 1_000
        try storage { try queue.inDatabase { try $0.execute(sql: "PRAGMA wal_autocheckpoint = \(pages)") } }
    }
}
