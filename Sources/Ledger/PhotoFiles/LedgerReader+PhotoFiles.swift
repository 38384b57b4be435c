import GRDB
public import SocialModel

extension LedgerReader {
    /// Photos whose files are up to be made by a time, at most `limit`; those of people elsewhere only if asked for.
    public func photos(
        upBy time: Timestamp,
        limit: Int,
        remote: Bool
    ) throws(LedgerError) -> UpcomingErrands<PhotoErrand> {
        try read { db in
            let due: [PhotoErrand] = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT photos.guid, path, name, attempts, users.number IS NOT NULL AS local FROM photo_files
                          JOIN photos ON photos.guid = photo_files.guid LEFT JOIN users ON users.person = photos.author
                          WHERE state = 0 AND due_at <= ? AND (local OR ?) ORDER BY due_at, photo_files.number LIMIT ?
                        """
                ),
                arguments: [time, remote, limit]
            ).compactMap { row in
                guard let guid = row["guid"] as GUID? else { return nil }
                return PhotoErrand(
                    guid: guid,
                    path: row["path"],
                    name: row["name"],
                    isLocal: row["local"],
                    attempts: row["attempts"]
                )
            }
            let next = try Timestamp.fetchOne(
                db.cachedStatement(sql: "SELECT min(due_at) FROM photo_files WHERE state = 0 AND due_at > ?"),
                arguments: [time]
            )
            return UpcomingErrands(due: due, next: next)
        }
    }

    /// The names of files that begin so, as photos refer to them.
    public func photoBases(beginning prefix: String) throws(LedgerError) -> Set<String> {
        try read { db in
            try Set(
                String.fetchCursor(
                    db.cachedStatement(sql: "SELECT DISTINCT base FROM photo_files WHERE base >= ? AND base < ?"),
                    arguments: [prefix, prefix + "g"]
                )
            )
        }
    }

    /// Whether a photo refers to files of that name.
    public func hasPhotoFiles(_ base: String) throws(LedgerError) -> Bool {
        try read { db in
            let statement = try db.cachedStatement(sql: "SELECT 1 FROM photo_files WHERE base = ? LIMIT 1")
            return try Row.fetchOne(statement, arguments: [base]) != nil
        }
    }

    /// How many photos' files are in which state.
    public func photoFilesCounts() throws(LedgerError) -> [PhotoFilesState: Int] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT state, count(*) FROM photo_files GROUP BY state")
            return Dictionary(
                rows.compactMap { row in PhotoFilesState(rawValue: row[0]).map { ($0, row[1] as Int) } }
            ) { $0 + $1 }
        }
    }
}

extension PhotoProgress {
    /// From columns of `photo_files` beside others; nil if there is no row of it.
    init?(_ row: Row) {
        guard let state = (row["file_state"] as Int?).flatMap(PhotoFilesState.init(rawValue:)) else { return nil }
        var made: MadePhoto?
        if let base = row["file_base"] as String?, let text = row["file_made"] as String? {
            made = MadePhoto(base: base, text: text)
        }
        self.init(state: state, reason: row["file_reason"], made: made)
    }

    /// The columns that it is read from.
    static let columns = """
        photo_files.state AS file_state, photo_files.reason AS file_reason, photo_files.base AS file_base,
          photo_files.made AS file_made
        """
}
