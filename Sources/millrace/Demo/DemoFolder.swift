import Glibc
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

    /// Removes the engine's files of the last time, unless an engine is serving them.
    func clear() throws {
        _ = try OutputFolder(engine)
        let lock = try FolderLock(engine)
        defer { extendLifetime(lock) }
        for name in try Self.names(engine) where name.hasPrefix("ledger.sqlite") || name.hasPrefix("search.sqlite") {
            guard unsafe unlink(engine + "/" + name) == 0 else {
                throw CommandError.unwritable(
                    path: engine + "/" + name,
                    detail: unsafe String(cString: strerror(errno))
                )
            }
        }
    }

    private static func names(_ path: String) throws(CommandError) -> [String] {
        guard let folder = unsafe opendir(path) else {
            throw .unreadable(path: path, detail: unsafe String(cString: strerror(errno)))
        }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
