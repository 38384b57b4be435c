import Foundation
import GRDB
import Ledger
import SocialModel

/// The texts of a ledger's posts, oldest first, and their words by how many posts have them.
struct Texts {
    var all: [String] = []
    var bytes = 0
    var words = 0
    /// ASCII words in small letters, the most frequent first.
    var vocabulary: [String] = []

    init(_ folder: String) throws {
        let texts = try Self.read(folder) {
            try String.fetchAll($0, sql: "SELECT text FROM post_bodies WHERE text IS NOT NULL ORDER BY number")
        }
        all = texts
        var counts: [String: Int] = [:]
        for (number, text) in texts.enumerated() {
            bytes += text.utf8.count
            words += text.utf8.split { $0 <= UInt8(ascii: " ") }.count
            // A hundredth tells which words are frequent.
            guard number.isMultiple(of: 100) else { continue }
            let found = text.lowercased().split { !$0.isASCII || !$0.isLetter }.map(String.init)
            for word in Set(found) where word.count > 2 { counts[word, default: 0] += 1 }
        }
        vocabulary = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    /// A user with about as many contacts as most have.
    static func viewer(_ folder: String) throws -> DiasporaID? {
        try read(folder) { db in
            try String.fetchOne(
                db,
                sql: """
                    SELECT people.id FROM contacts JOIN users ON users.number = user
                      JOIN people ON people.number = users.person GROUP BY user ORDER BY abs(count(*) - 150) LIMIT 1
                    """
            ).flatMap { DiasporaID($0) }
        }
    }

    /// A thousand people who write.
    static func authors(_ folder: String) throws -> [DiasporaID] {
        try read(folder) { db in
            try String.fetchAll(
                db,
                sql: "SELECT DISTINCT people.id FROM posts JOIN people ON people.number = author LIMIT 1000"
            ).compactMap { DiasporaID($0) }
        }
    }

    /// The posts that came first, and by whom they are.
    static func oldest(_ count: Int, _ folder: String) throws -> [(author: DiasporaID, guid: GUID)] {
        try read(folder) { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT people.id, post_bodies.guid FROM posts JOIN people ON people.number = author
                      JOIN post_bodies ON post_bodies.number = posts.number AND text IS NOT NULL
                      ORDER BY posts.number LIMIT ?
                    """,
                arguments: [count]
            ).compactMap { row in
                guard let author = row[0] as DiasporaID?, let guid = row[1] as GUID? else { return nil }
                return (author, guid)
            }
        }
    }

    private static func read<Result>(_ folder: String, _ body: (Database) throws -> Result) throws -> Result {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: folder + "/ledger.sqlite", configuration: configuration).read(body)
    }
}
