import Foundation
import Testing

@testable import Media

@Suite struct ContactSheetTests {
    private func withThumbnails(_ count: Int, _ body: (_ folder: String, _ paths: [String]) throws -> Void) throws {
        let maker = try PictureMaker()
        let processor = try PhotoProcessor()
        try withScratchFolder { folder in
            let paths = try (0..<count).map { seed in
                let bytes = try maker.picture(seed: UInt64(seed), width: 120, height: 80, format: .jpeg)
                return try #require(try processor.process(bytes, into: folder).versions["thumb_medium"]).path
            }
            try body(folder, paths)
        }
    }

    private func size(_ path: String) throws -> PictureSize {
        let bytes = try contents(path)
        let format = try PhotoFormat(of: bytes.span.bytes)
        return try DecodedPhoto(bytes.span.bytes, format: format, limits: MediaLimits()).still.size
    }

    /// Thumbnails are 100 × 67.
    @Test(arguments: [(1, 4, 1, 1), (4, 4, 4, 1), (5, 4, 4, 2), (5, 2, 2, 3)])
    func laysRowsOfCells(pictures: Int, columns: Int, across: Int, down: Int) throws {
        try withThumbnails(pictures) { folder, paths in
            try ContactSheet(margin: 10).write(paths, columns: columns, to: "\(folder)/sheet.png")
            let expected = PictureSize(width: 10 + across * 110, height: 10 + down * 77)
            #expect(try size("\(folder)/sheet.png") == expected)
        }
    }

    @Test func shrinksPicturesToTheCell() throws {
        try withThumbnails(2) { folder, paths in
            try ContactSheet(cell: 50, margin: 0).write(paths, columns: 2, to: "\(folder)/sheet.webp", as: .webp)
            #expect(try size("\(folder)/sheet.webp") == PictureSize(width: 100, height: 34))
        }
    }

    @Test func laysTransparentPicturesOnTheBackground() throws {
        try withScratchFolder { folder in
            let clear = try Samples.quadrants(20, 20, alpha: 0).encoded(.picture(.png))
            try Data(clear).write(to: URL(fileURLWithPath: "\(folder)/clear"))
            let sheet = try ContactSheet(margin: 5, background: (10, 200, 90))
            try sheet.write(["\(folder)/clear"], columns: 1, to: "\(folder)/sheet.png")
            let bytes = try contents("\(folder)/sheet.png")
            let photo = try DecodedPhoto(bytes.span.bytes, format: .png, limits: MediaLimits())
            #expect(try photo.still.rgba() == (0..<900).flatMap { _ in [10, 200, 90, 255] as [UInt8] })
        }
    }

    @Test func refusesWhatMakesNoSheet() throws {
        try withThumbnails(1) { folder, paths in
            let sheet = try ContactSheet()
            for (pictures, columns) in [([], 3), (paths, 0), (Array(repeating: paths[0], count: 1_001), 3)] {
                #expect(throws: MediaError.self) {
                    try sheet.write(pictures, columns: columns, to: "\(folder)/sheet.png")
                }
            }
            #expect(throws: MediaError.io(path: "/none", detail: "No such file or directory")) {
                try sheet.write(["/none"], columns: 1, to: "\(folder)/sheet.png")
            }
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/sheet.png"))
        }
    }
}
