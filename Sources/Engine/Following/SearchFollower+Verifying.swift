import Ledger
import Query
import Search
import SocialModel
import Streams

extension SearchFollower {
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

    /// A step of comparing the index's lists with what they were given; nil when that is done.
    func listFindings() throws(EngineError) -> [ViewFinding]? {
        do {
            return try index.compareLists()?.map { fault in
                switch fault {
                case .missing(let post): ViewFinding(.texts, .missing, post: post)
                case .different(let post): ViewFinding(.texts, .different, post: post)
                case .extra: ViewFinding(.texts, .extra)
                }
            }
        } catch { throw .search(error) }
    }

    /// Ends that before its end.
    func endComparingLists() { index.endComparingLists() }

    /// What was written before its author moved stays under the number that the author had then.
    private func isUnderFormerNumber(_ document: SearchDocument) throws -> Bool {
        try reader.formerNumbers(of: document.author).contains { former in
            var then = document
            then.author = former
            return try index.differences([then]).different.isEmpty
        }
    }
}
