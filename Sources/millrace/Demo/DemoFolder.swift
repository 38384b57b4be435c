import FoundationEssentials
import Ledger

/// The data directory of the demonstration: keys and pictures are kept, the engine's data is made anew each time.
struct DemoFolder {
    let path: String
    var keys: String { path + "/keys" }
    var engine: String { path + "/engine" }
    var pictures: String { path + "/pictures" }
    var contactSheet: String { path + "/contact-sheet.png" }
    var socket: String { engine + "/" + DefaultPaths.socketName }

    private var mark: String { path + "/.millrace-demo" }

    /// Takes a directory that is new, empty or a demonstration's own; nothing else is ever touched.
    init(_ path: String) throws(CommandError) {
        self.path = try OutputFolder(path).path
        if OutputFile.exists(mark) { return }
        guard try Self.names(self.path).isEmpty else {
            throw .setting("\(self.path) holds something else than a demonstration; name another --data.")
        }
        _ = try OutputFile(mark)
    }

    /// Removes what the engine kept the last time, unless one is serving it.
    func clear() throws {
        _ = try OutputFolder(engine)
        let lock = try FolderLock(engine)
        defer { extendLifetime(lock) }
        for name in try Self.names(engine) where name != "lock" {
            let path = engine + "/" + name
            do { try FileManager.default.removeItem(atPath: path) } catch {
                throw CommandError.unwritable(path: path, detail: "\(error)")
            }
        }
    }

    private static func names(_ path: String) throws(CommandError) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: path) } catch {
            throw .unreadable(path: path, detail: "\(error)")
        }
    }
}
