import JSON
import Media
import RPC
import Wire

/// Has the engine make thumbnails of pictures, and lays them out on one sheet.
struct DemoPictures {
    static let count = 24
    private static let columns = 6
    /// Smaller than a camera's, so that making them does not take longer than everything else.
    private static let longestSide = 640

    let folder: DemoFolder
    let seed: UInt64

    /// Makes the files that are missing.
    func make() throws -> [String] {
        let files = try PictureFiles(folder: folder.pictures, seed: seed, longestSide: Self.longestSide)
        let bar = ProgressBar("making pictures")
        defer { bar.clear() }
        return try (0..<Self.count).map { number in
            try Task.checkCancellation()
            bar.show(number, of: Self.count)
            return try files.write(number)
        }
    }

    /// The thumbnails of the files, all requests sent at once.
    func process(_ files: [String], _ client: RPCClient) async throws -> [String] {
        let bar = ProgressBar("making thumbnails")
        defer { bar.clear() }
        let answers = files.map {
            client.send("photo.process", ["path": .string($0), "deadline_ms": 600_000])
        }
        var thumbnails: [String] = []
        for answer in answers {
            guard let path = try await answer.value()["versions"]?["thumb_large"]?["path"]?.string else {
                throw CommandError.unexpectedAnswer("photo.process")
            }
            thumbnails.append(path)
            bar.show(thumbnails.count, of: files.count)
        }
        return thumbnails
    }

    func writeSheet(_ thumbnails: [String]) throws {
        try ContactSheet(cell: 200).write(thumbnails, columns: Self.columns, to: folder.contactSheet)
    }
}
