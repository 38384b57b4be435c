import GRDB
import GRDBSQLite

/// Where the first phrases of an expression stand in a row, asked of FTS5 for each row that it finds.
struct Occurrences {
    /// Where a phrase stands: its first token.
    struct Occurrence: Equatable {
        /// Which of the expression's phrases, from 0.
        let phrase: Int
        let column: IndexColumn
        let offset: Int
    }

    fileprivate(set) var all: [Occurrence] = []
    /// Of how many places of a phrase is told; more say nothing new.
    fileprivate static let most = 1_000

    /// Whether one of these phrases stands anywhere.
    func has(_ phrases: Range<Int>) -> Bool { all.contains { phrases.contains($0.phrase) } }

    /// How often a phrase stands among the words.
    func count(of phrase: Int) -> Int { all.count { $0.phrase == phrase && $0.column == .words } }

    /// Where a phrase stands among the words, from the first on.
    func places(of phrase: Int) -> [Int] {
        all.lazy.filter { $0.phrase == phrase && $0.column == .words }.map(\.offset)
    }

    /// Whether a phrase of so many words stands just before another somewhere.
    func stands(_ phrase: Int, _ length: Int, before next: Int) -> Bool {
        var following = places(of: next)[...]
        for place in places(of: phrase) {
            following = following.drop { $0 < place + length }
            if following.first == place + length { return true }
        }
        return false
    }
}

/// FTS5's functions `occurrences(table, n)` and `presence(table, n)`, which are given a row and tell where the first `n`
/// phrases stand there, or which of them do.
///
/// SQLite's values would have to be packed and unpacked for it: they leave it here, for who has made the step.
final class OccurrenceFunction {
    /// Where they stand, if that was asked.
    private(set) var last = Occurrences()
    /// Which of them stand, if that was asked; who takes it leaves another array to be filled.
    var present: [Bool] = []

    /// Makes them known to a connection, which keeps this alive.
    func add(to db: Database) throws {
        unsafe try add("occurrences", to: db) { api, context, _, count, values in
            guard let asked = unsafe Asked(api, context, count, values) else { return }
            unsafe asked.function.last.read(asked.api, asked.context, phrases: asked.phrases)
        }
        unsafe try add("presence", to: db) { api, context, _, count, values in
            guard let asked = unsafe Asked(api, context, count, values) else { return }
            asked.function.present.removeAll(keepingCapacity: true)
            for phrase in 0..<max(0, asked.phrases) {
                var iterator = unsafe Fts5PhraseIter()
                var (column, offset): (Int32, Int32) = (-1, -1)
                let code = unsafe asked.api.pointee.xPhraseFirst(asked.context, phrase, &iterator, &column, &offset)
                asked.function.present.append(code == SQLITE_OK && column >= 0)
            }
        }
    }

    /// What FTS5 hands to a function.
    @safe private struct Asked {
        let api: UnsafePointer<Fts5ExtensionApi>
        let context: OpaquePointer
        let function: OccurrenceFunction
        let phrases: Int32

        init?(
            _ api: UnsafePointer<Fts5ExtensionApi>?,
            _ context: OpaquePointer?,
            _ count: Int32,
            _ values: UnsafeMutablePointer<OpaquePointer?>?
        ) {
            guard let api = unsafe api, let context = unsafe context, count == 1, let values = unsafe values,
                let own = unsafe api.pointee.xUserData(context)
            else { return nil }
            unsafe self.api = unsafe api
            unsafe self.context = unsafe context
            function = unsafe Unmanaged<OccurrenceFunction>.fromOpaque(own).takeUnretainedValue()
            phrases = unsafe sqlite3_value_int(values[0])
        }
    }

    private func add(_ name: String, to db: Database, _ function: fts5_extension_function) throws {
        let api = unsafe try Self.fts5(db)
        let code = unsafe api.pointee.xCreateFunction(
            unsafe UnsafeMutablePointer(mutating: api),
            name,
            Unmanaged.passRetained(self).toOpaque(),
            function,
            { own in if let own = unsafe own { unsafe Unmanaged<OccurrenceFunction>.fromOpaque(own).release() } }
        )
        guard code == SQLITE_OK else { throw db.error(code) }
    }

    /// FTS5's functions, which it hands out as a pointer that a query fills in.
    private static func fts5(_ db: Database) throws -> UnsafePointer<fts5_api> {
        var statement: SQLiteStatement?
        var code = unsafe sqlite3_prepare_v2(db.sqliteConnection, "SELECT fts5(?)", -1, &statement, nil)
        defer { unsafe sqlite3_finalize(statement) }
        guard code == SQLITE_OK else { throw db.error(code) }
        var api: UnsafePointer<fts5_api>?
        code = unsafe withUnsafeMutablePointer(to: &api) { place in
            guard unsafe sqlite3_bind_pointer(statement, 1, place, "fts5_api_ptr", nil) == SQLITE_OK else {
                return SQLITE_ERROR
            }
            return unsafe sqlite3_step(statement)
        }
        guard code == SQLITE_ROW, let api = unsafe api else { throw db.error(code) }
        return unsafe api
    }
}

extension Occurrences {
    /// Replaces what is told by what stands in a row.
    fileprivate mutating func read(
        _ api: UnsafePointer<Fts5ExtensionApi>,
        _ context: OpaquePointer,
        phrases: Int32
    ) {
        all.removeAll(keepingCapacity: true)
        for phrase in 0..<max(0, phrases) {
            var iterator = unsafe Fts5PhraseIter()
            var (column, offset): (Int32, Int32) = (-1, -1)
            guard unsafe api.pointee.xPhraseFirst(context, phrase, &iterator, &column, &offset) == SQLITE_OK else {
                continue
            }
            var left = Self.most
            while left > 0, let known = IndexColumn(rawValue: UInt32(bitPattern: column)) {
                left -= 1
                all.append(Occurrence(phrase: Int(phrase), column: known, offset: Int(offset)))
                unsafe api.pointee.xPhraseNext(context, &iterator, &column, &offset)
            }
        }
    }
}
