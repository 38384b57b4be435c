import Glibc

/// The files of all processed photos, as far as they are to be counted and removed.
///
/// They stand on 256 shelves, by the first two digits of the names that their contents gave them. What is no file of a
/// photo is left alone.
public struct PhotoStore: Sendable {
    private let folder: String

    /// The folder that photos are processed into.
    public init(folder: String) { self.folder = folder }

    /// The names of the shelves, `00` to `ff`.
    public static let shelves = (0..<256).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }

    /// What stands on a shelf.
    public struct Shelf: Sendable, Equatable {
        /// How many files there are of each name.
        public var files: [String: Int] = [:]
        /// The names whose record says that all their files are there.
        public var complete: Set<String> = []
    }

    /// Looks at a shelf; one that is not there is empty.
    public func shelf(_ name: String) -> Shelf {
        var shelf = Shelf()
        for file in names(on: name) {
            guard let base = Self.base(of: file), base.hasPrefix(name) else { continue }
            shelf.files[base, default: 0] += 1
            if file == base + ".json" { shelf.complete.insert(base) }
        }
        return shelf
    }

    /// Removes all files of some names, drafts included.
    public func remove(_ bases: Set<String>) {
        for (shelf, bases) in Dictionary(grouping: bases, by: { String($0.prefix(2)) }) {
            let path = "\(folder)/\(shelf)/"
            // The records first: what is left of files after a crash is never taken for a photo.
            for base in bases where Self.isBase(Substring(base)) { unsafe unlink("\(path)\(base).json") }
            let wanted = Set(bases)
            for file in names(on: shelf) {
                if let base = Self.base(of: file), wanted.contains(base) { unsafe unlink(path + file) }
            }
        }
    }

    private static func isBase(_ text: Substring) -> Bool {
        text.utf8.count == 20 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    /// The name in `thumb_small_<name>.webp`, `<name>.webp`, `<name>.json` and drafts of these.
    private static func base(of file: String) -> String? {
        guard let dot = file.firstIndex(of: ".") else { return nil }
        let head = file[..<dot]
        let base = head.lastIndex(of: "_").map { head[head.index(after: $0)...] } ?? head
        return isBase(base) ? String(base) : nil
    }

    private func names(on shelf: String) -> [String] {
        guard let entries = unsafe opendir("\(folder)/\(shelf)") else { return [] }
        defer { unsafe closedir(entries) }
        var names: [String] = []
        while let entry = unsafe readdir(entries) {
            names.append(
                unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                    unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
                }
            )
        }
        return names
    }
}
