import GRDB
public import SocialModel

extension LedgerReader {
    /// People whose IDs have this name before the `@`, at most `limit`.
    public func people(named name: String, limit: Int) throws(LedgerError) -> [PersonNumber] {
        let name = name.lowercased()
        return try read { db in
            // What follows `@` in ASCII is `A`.
            try UInt32.fetchAll(
                db.cachedStatement(sql: "SELECT number FROM people WHERE id >= ?1 || '@' AND id < ?1 || 'A' LIMIT ?2"),
                arguments: [name, limit]
            ).map { PersonNumber($0) }
        }
    }

    /// The query of a user's saved stream; nil if there is none of that name.
    public func savedStream(_ name: String, of user: UserNumber) throws(LedgerError) -> String? {
        try read { db in
            try String.fetchOne(
                db.cachedStatement(sql: "SELECT query FROM saved_streams WHERE user = ? AND name = ?"),
                arguments: [user.value, name]
            )
        }
    }

    /// A user's aspects of a name, whatever its case, or with that name among the pod's.
    public func aspects(named name: String, of user: UserNumber) throws(LedgerError) -> [AspectNumber] {
        let wanted = name.lowercased()
        return try read { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT number, aspect, name FROM aspects WHERE user = ? ORDER BY number"),
                arguments: [user.value]
            )
            .filter { ($0[1] as String) == name || ($0[2] as String).lowercased() == wanted }
            .map { AspectNumber($0[0]) }
        }
    }
}
