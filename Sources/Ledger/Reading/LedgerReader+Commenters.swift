import GRDB
public import SocialModel

extension LedgerReader {
    /// Who commented on a post, each once.
    public func commenters(of post: PostNumber) throws(LedgerError) -> [PersonNumber] {
        try read { db in
            try UInt32.fetchAll(
                db.cachedStatement(sql: "SELECT DISTINCT author FROM comments WHERE post = ?"),
                arguments: [post.value]
            ).map { PersonNumber($0) }
        }
    }
}
