import Foundation
import Ledger

/// The files of a data directory in which texts may stand.
struct TextFiles: Sendable {
    let folder: String

    private static let databases = ["ledger.sqlite", "search.sqlite", "search.sqlite-next"]
    private static let piece = 1 << 20

    private var files: [String] { Self.databases.flatMap { [$0, $0 + "-wal"] } }

    /// Bytes of the write-ahead logs.
    var logBytes: Int {
        Self.databases.reduce(0) { sum, name in
            let facts = try? FileManager.default.attributesOfItem(atPath: folder + "/" + name + "-wal")
            return sum + ((facts?[.size] as? Int) ?? 0)
        }
    }

    /// The files that have one of these texts somewhere.
    func containing(_ texts: [String]) throws(LedgerError) -> [String] {
        let wanted = texts.map { Data($0.utf8) }
        do {
            return try files.filter { name in
                let path = folder + "/" + name
                return try FileManager.default.fileExists(atPath: path) && contains(wanted, path)
            }
        } catch { throw .storage(detail: "\(error)") }
    }

    private func contains(_ texts: [Data], _ path: String) throws -> Bool {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        // What one piece ends with and the next goes on with is seen with the next.
        let overlap = (texts.map(\.count).max() ?? 1) - 1
        var held = Data()
        while let next = try file.read(upToCount: Self.piece), !next.isEmpty {
            held += next
            if texts.contains(where: { held.range(of: $0) != nil }) { return true }
            held = Data(held.suffix(overlap))
        }
        return false
    }
}
