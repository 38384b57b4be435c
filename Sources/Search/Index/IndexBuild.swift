import GRDB
public import SocialModel

/// How far an index has come that is being built from all posts: it goes on there after a crash.
public struct IndexBuild: Hashable, Sendable {
    /// The last post that was read, by number.
    public var last: PostNumber
    /// The ledger's sequence number when it began, from which the log is followed when all are there.
    public var head: UInt64

    /// Says it in full.
    public init(last: PostNumber, head: UInt64) {
        self.last = last
        self.head = head
    }
}

extension SearchIndex {
    /// Empties the index, and begins to build it; `appliedSeq` is 0 until it is complete.
    public func beginBuild(head: UInt64) throws(SearchError) {
        suspendCursors()
        let build = IndexBuild(last: PostNumber(0), head: head)
        try storage {
            try queue.inTransaction(.immediate) { db in
                try Schema.clear(db)
                try Schema.setBuilt(build, db)
                return .commit
            }
        }
        (appliedSeq, partitions, self.build, isOutdated) = (0, [], build, false)
        try checkpoint()
    }

    /// Takes the next posts by number, in one transaction with how far it is; without any more the index is complete.
    public func continueBuild(_ documents: [SearchDocument]) throws(SearchError) {
        guard var build else { return }
        guard let last = documents.last else {
            return try write([], seq: build.head, build: nil)
        }
        build.last = last.post
        try write(documents.map { .put($0) }, seq: 0, build: build)
    }
}
