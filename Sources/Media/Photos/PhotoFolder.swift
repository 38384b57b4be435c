import FoundationEssentials

/// The folder in which one photo's versions stand, and the record that they are complete.
///
/// The record is written last, so a photo that has one needs no decoding again.
struct PhotoFolder {
    /// Raised when versions come out differently, so that older ones are made anew.
    private static let edition = 5

    private struct Record: Codable {
        var edition: Int
        var recipe: PhotoRecipe
        var photo: ProcessedPhoto
    }

    let base: String
    private let recipe: PhotoRecipe
    private let root: String
    private let path: String

    /// Photos are spread over up to 256 folders by the first two digits of their base names.
    init(root: String, base: String, _ recipe: PhotoRecipe) {
        self.root = root
        self.recipe = recipe
        self.base = base
        path = "\(root)/\(base.prefix(2))"
    }

    func path(of version: PhotoVersion) -> String {
        "\(path)/\(version.fileName(base))"
    }

    private var recordPath: String { "\(path)/\(base).json" }

    /// What an earlier run has stored, if all of it is still there.
    func known() -> ProcessedPhoto? {
        guard
            let bytes = try? Files.read(recordPath, limit: 65_536),
            var record = try? JSONDecoder().decode(Record.self, from: Data(bytes)),
            record.edition == PhotoFolder.edition, record.recipe == recipe
        else { return nil }
        for version in recipe.versions(of: PictureSize(width: record.photo.width, height: record.photo.height)) {
            guard let length = record.photo.versions[version.name]?.bytes else { return nil }
            guard Files.length(path(of: version)) == length else { return nil }
            // The record names no folders: a data directory may be moved.
            record.photo.versions[version.name]?.path = path(of: version)
        }
        return record.photo
    }

    /// Writes the files and then the record; on an error none of the files is half-written.
    func store(_ photo: ProcessedPhoto, _ files: [(version: PhotoVersion, bytes: [UInt8])]) throws(MediaError) {
        try Files.makeFolder(root)
        try Files.makeFolder(path)
        for file in files {
            try Files.write(file.bytes, to: path(of: file.version))
        }
        var record = Record(edition: PhotoFolder.edition, recipe: recipe, photo: photo)
        for file in files {
            record.photo.versions[file.version.name]?.path = file.version.fileName(base)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let bytes: Data
        do {
            bytes = try encoder.encode(record)
        } catch {
            throw .io(path: recordPath, detail: "\(error)")
        }
        try Files.write(Array(bytes), to: recordPath)
    }
}
