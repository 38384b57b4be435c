import GRDB
import Query
public import SocialModel

extension SearchIndex {
    /// Of some posts, those that the index lacks, and those that it has otherwise.
    ///
    /// What a post has lost meanwhile may stay in the index.
    public func differences(
        _ documents: [SearchDocument]
    ) throws(SearchError) -> (missing: [PostNumber], different: [PostNumber]) {
        try storage {
            try queue.inDatabase { db in
                var missing: [PostNumber] = []
                var different: [PostNumber] = []
                for document in documents {
                    guard let check = try check(of: document.key, db) else {
                        missing.append(document.post)
                        continue
                    }
                    let asIndexed = document.withWhatMayStay.contains {
                        DocumentTokens($0, with: tokenizer).check == check
                    }
                    if !asIndexed { different.append(document.post) }
                }
                return (missing, different)
            }
        }
    }

    /// A step of comparing FTS5's lists with what they were given; nil when all is compared, and it begins anew.
    ///
    /// Writes may come in between.
    public func compareLists() throws(SearchError) -> [ListFault]? {
        var check = listCheck ?? ListCheck(self)
        // Its copy here would be copied with each step.
        listCheck = nil
        guard !check.isFinished else { return nil }
        let found = try storage { try queue.inDatabase { try check.step(self, $0) } }
        listCheck = check
        return found
    }

    /// Ends a comparison before its end.
    public func endComparingLists() { listCheck = nil }

    /// What the index was given of a post; nil for one that it does not have.
    private func check(of key: OrderKey, _ db: Database) throws -> RowCheck? {
        guard let place = try partitions.place(of: key, rows, db) else { return nil }
        if place.row.kind == .packed { return try rows.row(place.row.id, db).check }
        return try KeptRows.row(place.row, db).map { RowCheck(words: $0.words, facts: $0.facts) }
    }
}

extension SearchDocument {
    /// The document, and what it may have been while it had what a post can lose.
    fileprivate var withWhatMayStay: [SearchDocument] {
        Attachment.allCases.filter { $0.mayGo && !attachments.contains($0) }.reduce([self]) { all, lost in
            all
                + all.map {
                    var document = $0
                    document.attachments.insert(lost)
                    return document
                }
        }
    }
}
