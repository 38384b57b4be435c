import Foundation
import TestSupport
import Testing

@testable import Media

/// Every version of every kind of photo, against what diaspora* makes of it (diaspora-behaviour §9).
@Suite struct OriginalsTests {
    /// `limit` in whole numbers, apart from how the code reckons: the longer way in is exact, the other is rounded.
    private func limit(_ width: Int, _ height: Int, _ across: Int, _ down: Int) -> [Int] {
        if width <= across, height <= down { return [width, height] }
        if width * down >= height * across { return [across, max(1, (2 * height * across + width) / (2 * width))] }
        return [max(1, (2 * width * down + height) / (2 * height)), down]
    }

    private func sizes(_ original: Original) -> [String: [Int]] {
        let (width, height) = (original.width, original.height)
        return [
            "raw": [width, height], "large": limit(width, height, 2_048, 2_048),
            "scaled_full": limit(width, height, 700, 1_000_000), "thumb_large": limit(width, height, 300, 1_500),
            "thumb_medium": limit(width, height, 100, 100), "thumb_small": [50, 50],
        ]
    }

    /// What exiftool finds in all files below a folder, by the groups of metadata.
    private func groups(_ folder: String) throws -> Set<String> {
        let arguments = ["-json", "-G0", "-a", "-r", "-ext", "webp", "-ext", "jpg", folder]
        let bytes = try Program.run("exiftool", arguments).output
        let files = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]])
        #expect(!files.isEmpty)
        return Set(files.flatMap { $0.keys.map { String($0.prefix { $0 != ":" }) } })
    }

    @Test func everyVersionHasTheSizeColoursAndFramesOfItsKindAndNoMetadata() throws {
        let originals = try Original.all()
        #expect(originals.count >= 60)
        let processor = try PhotoProcessor()
        try withScratchFolder { folder in
            for original in originals {
                let photo = try processor.process(original.bytes, into: folder)
                #expect(photo.width == original.width && photo.height == original.height, "\(original.name)")
                #expect(photo.frames == original.frames && !photo.firstFrameOnly, "\(original.name)")
                let reported = photo.versions.mapValues { [$0.width, $0.height] }
                #expect(reported == sizes(original), "\(original.name)")
                for (name, version) in photo.versions {
                    try check(version, name, of: original)
                }
            }
            #expect(try groups(folder) == ["SourceFile", "ExifTool", "File", "RIFF", "Composite"])
        }
    }

    private func check(_ version: ProcessedPhoto.Version, _ name: String, of original: Original) throws {
        let (size, rgba) = try Samples.pixels(version.path)
        let words: Comment = "\(name) of \(original.name)"
        #expect(size == PictureSize(width: version.width, height: version.height), words)
        let frames = Containers.chunks(try contents(version.path)).count { $0 == "ANMF" }
        #expect(frames == (original.frames > 1 ? original.frames : 0), words)
        let alpha = stride(from: 3, to: rgba.count, by: 4).map { rgba[$0] }
        #expect(alpha.contains { $0 < 255 } == original.alpha, words)
        // In fewer pixels colours run into each other.
        if original.hasCorners, min(size.width, size.height) >= 8 {
            let colours = try Samples.quadrantColours(version.path).map { Array($0.prefix(3)) }
            // Cropped to a square, a long picture keeps its middle.
            #expect(Samples.areClose(colours, Samples.corners, within: 24), words)
        }
    }

    /// Else the test above could not fail.
    @Test func exiftoolFindsTheMetadataOfAnOriginal() throws {
        let original = try #require(try Original.all().first { $0.name == "with all metadata" })
        try withScratchFolder { folder in
            try Data(original.bytes).write(to: URL(fileURLWithPath: folder + "/original.jpg"))
            #expect(try groups(folder).isSuperset(of: ["EXIF", "XMP", "ICC_Profile"]))
        }
    }

    @Test func theSameBytesComeOutTwice() throws {
        let processor = try PhotoProcessor()
        for original in try Original.all().enumerated().filter({ $0.offset % 5 == 0 }).map(\.element) {
            let runs = try (0..<2).map { _ in
                try withScratchFolder { folder in
                    try processor.process(original.bytes, into: folder).versions.mapValues { try contents($0.path) }
                }
            }
            #expect(runs[0] == runs[1], "\(original.name)")
        }
    }
}
