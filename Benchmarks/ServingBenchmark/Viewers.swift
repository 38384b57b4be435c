import Foundation
import GRDB
import SocialModel

/// Users of a ledger by how many people they follow.
enum Viewers {
    struct Viewer {
        var id: DiasporaID
        var contacts: Int
    }

    /// Those whose number of contacts is nearest to 30, 150, 1,000 and 3,000.
    static func typical(_ folder: String) throws -> [Viewer] {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: folder + "/ledger.sqlite", configuration: configuration)
        let all = try queue.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT people.id, count(*) FROM contacts JOIN users ON users.number = user
                      JOIN people ON people.number = users.person WHERE length(aspects) > 0 GROUP BY user
                    """
            ).compactMap { row in
                DiasporaID(row[0] as String).map { Viewer(id: $0, contacts: row[1]) }
            }
        }
        return [30, 150, 1_000, 3_000].compactMap { wanted in
            all.min { abs($0.contacts - wanted) < abs($1.contacts - wanted) }
        }
    }
}

enum Memory {
    /// Bytes of the process in memory.
    static func resident() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4_096
    }
}
