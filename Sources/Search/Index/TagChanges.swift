import GRDB
import SocialModel

/// What public posts each tag wins or loses in a transaction.
///
/// Names are told apart by their bytes, as everywhere.
struct TagChanges {
    private var changes: [[UInt8]: (posts: Int, weight: Double)] = [:]

    mutating func count(_ names: [String], of post: OrderKey, by change: Int) {
        for name in names {
            var sum = changes[Array(name.utf8)] ?? (0, 0)
            sum.posts += change
            sum.weight += Double(change) * TagWeight.of(post)
            changes[Array(name.utf8)] = sum
        }
    }

    func save(_ db: Database) throws {
        // In the table's order, so that a page is read and written once.
        for (name, change) in changes.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let name = SQLValue.text(String(decoding: name, as: UTF8.self))
            try db.run(
                """
                INSERT INTO tag VALUES (?1, ?2, ?3)
                  ON CONFLICT DO UPDATE SET posts = posts + ?2, weight = max(weight + ?3, 0)
                """,
                name,
                .integer(Int64(change.posts)),
                .number(change.weight)
            )
            if change.posts <= 0 { try db.run("DELETE FROM tag WHERE name = ? AND posts <= 0", name) }
        }
    }
}
