import GRDB
public import SocialModel

/// What a person can be found by.
public struct PersonNames: Sendable {
    /// The person.
    public var number: PersonNumber
    /// The diaspora* ID.
    public var id: DiasporaID
    /// As in the profile; empty if not given.
    public var firstName: String
    /// As in the profile; empty if not given.
    public var lastName: String
    /// As in the profile; empty if not given.
    public var bio: String
    /// As in the profile, separated by spaces.
    public var tags: String
    /// Whether strangers may find this person.
    public var isSearchable: Bool
}

extension LedgerReader {
    /// The people above a number who are there, by number, at most `limit`, and the highest number looked at.
    ///
    /// - Returns: nil after the last one.
    public func names(
        after number: PersonNumber,
        limit: Int
    ) throws(LedgerError) -> (people: [PersonNames], last: PersonNumber)? {
        try read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(sql: Self.namesSQL + "number > ? ORDER BY number LIMIT ?"),
                arguments: [number.value, limit]
            )
            guard let last = rows.last else { return nil }
            return (rows.compactMap { PersonNames($0) }, PersonNumber(last["number"]))
        }
    }

    /// A person who is there: known, not closed and not moved away.
    public func names(of person: PersonNumber) throws(LedgerError) -> PersonNames? {
        try read { db in
            try Row.fetchOne(db.cachedStatement(sql: Self.namesSQL + "number = ?"), arguments: [person.value])
                .flatMap { PersonNames($0) }
        }
    }

    private static let namesSQL = """
        SELECT number, id, flags, moved_to, first_name, last_name, bio, tags FROM people WHERE
        """ + " "

    /// Everybody who is a user's contact in either direction.
    public func contacts(of user: UserNumber) throws(LedgerError) -> Set<UInt32> {
        try read { db in
            try UInt32.fetchSet(
                db.cachedStatement(sql: "SELECT person FROM contacts WHERE user = ?"),
                arguments: [user.value]
            )
        }
    }
}

extension PersonNames {
    fileprivate init?(_ row: Row) {
        let flags = StoredPersonFlags(rawValue: row["flags"])
        guard flags.contains(.known), !flags.contains(.closed), (row["moved_to"] as UInt32?) == nil,
            let id = row["id"] as DiasporaID?
        else { return nil }
        self.init(
            number: PersonNumber(row["number"]),
            id: id,
            firstName: row["first_name"] ?? "",
            lastName: row["last_name"] ?? "",
            bio: row["bio"] ?? "",
            tags: row["tags"] ?? "",
            isSearchable: !flags.contains(.unsearchable)
        )
    }
}
