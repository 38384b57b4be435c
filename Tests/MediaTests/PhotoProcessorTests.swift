import CVips
import Foundation
import Testing

@testable import Media

@Suite struct PhotoProcessorTests {
    let processor: PhotoProcessor
    let maker: PictureMaker

    init() throws {
        processor = try PhotoProcessor()
        maker = try PictureMaker()
    }

    /// diaspora*'s §16, test 83.
    @Test func storesASmallPNGAsWebPUnderFiveNames() throws {
        try withScratchFolder { folder in
            let bytes = try maker.picture(seed: 4, width: 40, height: 40, format: .png)
            let photo = try processor.process(bytes, into: folder)
            #expect(photo.width == 40 && photo.height == 40 && photo.frames == 1)
            #expect(photo.contentType == "image/webp")
            let raw = try #require(photo.versions["raw"])
            let base = try #require(raw.path.split(separator: "/").last?.dropLast(5))
            #expect(base.count == 20 && base.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) })
            #expect(
                try filesBelow(folder).map { $0.split(separator: "/").last.map(String.init) } == [
                    "\(base).json", "\(base).webp", "scaled_full_\(base).webp", "thumb_large_\(base).webp",
                    "thumb_medium_\(base).webp", "thumb_small_\(base).webp",
                ]
            )
            #expect(photo.versions["thumb_small"]?.width == 50)
            #expect(photo.versions["thumb_medium"]?.width == 40)
        }
    }

    /// diaspora*'s §16, test 84.
    @Test func turnsALargePhotoUprightBeforeItMeasures() throws {
        try withScratchFolder { folder in
            let bytes = Containers.exif(6, in: try Samples.quadrants(3000, 2000).encoded(.picture(.jpeg)))
            let photo = try processor.process(bytes, into: folder)
            #expect(photo.width == 2000 && photo.height == 3000)
            let sizes = photo.versions.mapValues { [$0.width, $0.height] }
            #expect(
                sizes == [
                    "raw": [2000, 3000], "scaled_full": [700, 1050], "thumb_large": [300, 450],
                    "thumb_medium": [67, 100], "thumb_small": [50, 50],
                ]
            )
        }
    }

    @Test(arguments: [(1, 1), (1, 300), (300, 1), (120, 77), (701, 333), (49, 2000), (1600, 30)])
    func writesWhatItReports(width: Int, height: Int) throws {
        try withScratchFolder { folder in
            let photo = try processor.process(
                try Samples.quadrants(width, height).encoded(.picture(.png)),
                into: folder
            )
            #expect(photo.width == width && photo.height == height)
            #expect(photo.versions.count == 5)
            for version in photo.versions.values {
                #expect(try contents(version.path).count == version.bytes)
                #expect(
                    try Samples.pixels(version.path).size == PictureSize(width: version.width, height: version.height)
                )
            }
        }
    }

    @Test func shrinksWhatWebPCannotHold() throws {
        try withScratchFolder { folder in
            let bytes = try Samples.quadrants(20_000, 8).encoded(.picture(.png))
            let photo = try processor.process(bytes, into: folder)
            #expect(photo.width == 20_000 && photo.height == 8)
            #expect(photo.versions["raw"].map { [$0.width, $0.height] } == [16_383, 7])
        }
    }

    /// As diaspora*'s §16, test 85, but for the smaller versions, which are stills here.
    @Test(arguments: [PictureFormat.gif, .webp])
    func keepsAnAnimationInTheRawVersion(format: PictureFormat) throws {
        try withScratchFolder { folder in
            let bytes = try maker.animation(seed: 3, width: 120, height: 80, frames: 6, delay: 70, format: format)
            let photo = try processor.process(bytes, into: folder)
            #expect(photo.width == 120 && photo.height == 80 && photo.frames == 6)
            for (name, version) in photo.versions {
                let chunks = Containers.chunks(try contents(version.path))
                #expect(chunks.contains("ANIM") == (name == "raw"))
                #expect(chunks.count { $0 == "ANMF" } == (name == "raw" ? 6 : 0))
            }
            #expect(photo.versions["thumb_medium"].map { [$0.width, $0.height] } == [100, 67])
        }
    }

    /// A version as high as a whole number of frames must not be cut into frames.
    @Test func showsTheFirstFrameInAVersionAsHighAsTwoFrames() throws {
        try withScratchFolder { folder in
            let bytes = try maker.animation(seed: 3, width: 25, height: 25, frames: 3)
            let photo = try processor.process(bytes, into: folder)
            let small = try #require(photo.versions["thumb_small"])
            #expect(try !Containers.chunks(contents(small.path)).contains("ANIM"))
            #expect(try Samples.pixels(small.path).size == PictureSize(width: 50, height: 50))
        }
    }

    @Test func givesTheSameBytesForTheSameInput() throws {
        let bytes = try maker.picture(seed: 11, width: 900, height: 600, format: .jpeg)
        let runs = try (0..<2).map { _ in
            try withScratchFolder { folder in
                let photo = try processor.process(bytes, into: folder)
                return try photo.versions.mapValues { try contents($0.path) }
            }
        }
        #expect(runs[0] == runs[1])
    }

    @Test func readsAFileWhateverItsNameSays() throws {
        try withScratchFolder { folder in
            let bytes = try maker.picture(seed: 2, width: 60, height: 40, format: .jpeg)
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/photo.svg"))
            let byPath = try processor.process(path: "\(folder)/photo.svg", into: "\(folder)/out")
            #expect(byPath == (try processor.process(bytes, into: "\(folder)/out")))
        }
    }

    @Test func encodesAsTheContractSays() throws {
        try withScratchFolder { folder in
            let bytes = try maker.picture(seed: 2, width: 60, height: 40, format: .jpeg)
            let photo = try processor.process(bytes, into: folder)
            let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(photo)) as? [String: Any]
            #expect(
                Set(try #require(json).keys) == ["width", "height", "frames", "content_type", "versions", "thumbhash"]
            )
            #expect(Data(base64Encoded: photo.thumbhash).map { $0.count > 10 } == true)
        }
    }
}
