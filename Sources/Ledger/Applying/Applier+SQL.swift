import GRDB

/// Short ways to run the cached statements that all others are made of.
extension Applier {
    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// How many rows the last statement touched.
    var touched: Int { db.changesCount }

    func row(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
        try Row.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }

    func rows(_ sql: String, _ arguments: StatementArguments) throws -> [Row] {
        try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    }

    func number(_ sql: String, _ arguments: StatementArguments) throws -> UInt32? {
        try UInt32.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }
}
