import GRDB
public import SocialModel

extension SearchIndex {
    /// Of some posts, those that the index lacks, and those that it has otherwise.
    public func differences(
        _ documents: [SearchDocument]
    ) throws(SearchError) -> (missing: [PostNumber], different: [PostNumber]) {
        let (partitions, keys, tokenizer, queue) = (partitions, keys, tokenizer, queue)
        return try storage {
            try queue.inDatabase { db in
                let rows = IndexWriter(partitions, keys, partitionSize: partitionSize, tokenizer: tokenizer)
                var missing: [PostNumber] = []
                var different: [PostNumber] = []
                for document in documents {
                    let tokens = DocumentTokens(document, with: tokenizer)
                    if let row = try rows.row(of: document.key, db) {
                        let held = DocumentTokens(words: row.words, facts: row.facts)
                        if !held.covers(tokens) { different.append(document.post) }
                    } else {
                        missing.append(document.post)
                    }
                }
                return (missing, different)
            }
        }
    }
}
