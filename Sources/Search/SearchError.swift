import GRDB
public import Query

/// What can go wrong in search.
public enum SearchError: Error, Hashable, Sendable {
    /// The text of a query breaks the grammar or a limit.
    case query(QueryFault)
    /// SQLite failed, with its result code and its words.
    case storage(code: Int32, message: String)
    /// ICU lacks its data, or failed.
    case unicode
    /// A batch is older than what the index already holds.
    case outOfOrder(applied: UInt64, given: UInt64)

    /// Whether it is only that somebody reads the file just then.
    public var isBusy: Bool {
        if case .storage(let code, _) = self { code & 0xFF == ResultCode.SQLITE_BUSY.rawValue } else { false }
    }
}
