import GRDB
import SocialModel

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
