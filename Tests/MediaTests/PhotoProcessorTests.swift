import CVips
import Foundation
import TestSupport
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
    @Test func storesASmallPNGAsWebPUnderSixNames() throws {
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
                    "\(base).json", "\(base).webp", "large_\(base).webp", "scaled_full_\(base).webp",
                    "thumb_large_\(base).webp",
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
                    "raw": [2000, 3000], "large": [1365, 2048], "scaled_full": [700, 1050], "thumb_large": [300, 450],
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
            #expect(photo.versions.count == 6)
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

    /// diaspora*'s §16, test 85, in every version.
    @Test(arguments: [PictureFormat.gif, .webp])
    func keepsAnAnimationInEveryVersion(format: PictureFormat) throws {
        try withScratchFolder { folder in
            let bytes = try maker.animation(seed: 3, width: 120, height: 80, frames: 6, delay: 70, format: format)
            let photo = try processor.process(bytes, into: folder)
            #expect(photo.width == 120 && photo.height == 80 && photo.frames == 6 && !photo.firstFrameOnly)
            for version in photo.versions.values {
                let file = try contents(version.path)
                let chunks = Containers.chunks(file)
                #expect(chunks.contains("ANIM") && chunks.count { $0 == "ANMF" } == 6)
                #expect(Containers.delays(file) == [Int](repeating: 70, count: 6))
                #expect(Containers.canvas(file) == [version.width, version.height])
            }
            #expect(photo.versions["thumb_medium"].map { [$0.width, $0.height] } == [100, 67])
            #expect(photo.versions["thumb_small"].map { [$0.width, $0.height] } == [50, 50])
        }
    }

    @Test func showsTheFirstFrameOfAnAnimationBeyondTheBudget() throws {
        let bytes = try maker.animation(seed: 3, width: 50, height: 40, frames: 5)
        for (limits, frames) in [
            (MediaLimits(animationFrames: 5, animationPixels: 10_000), 5), (MediaLimits(animationFrames: 4), 1),
            (MediaLimits(animationPixels: 9_999), 1),
        ] {
            try withScratchFolder { folder in
                let photo = try processor.process(bytes, into: folder, limits: limits)
                #expect(photo.frames == frames && photo.firstFrameOnly == (frames == 1))
                for version in photo.versions.values {
                    #expect(try Containers.chunks(contents(version.path)).contains("ANIM") == (frames > 1))
                }
            }
        }
    }

    /// A version as high as a whole number of frames must not be cut into frames.
    @Test func showsOneFrameInAVersionAsHighAsTwoFrames() throws {
        try withScratchFolder { folder in
            let bytes = try maker.animation(seed: 3, width: 25, height: 25, frames: 3)
            let photo = try processor.process(bytes, into: folder, limits: MediaLimits(animationFrames: 1))
            let small = try #require(photo.versions["thumb_small"])
            #expect(try !Containers.chunks(contents(small.path)).contains("ANIM"))
            #expect(try Samples.pixels(small.path).size == PictureSize(width: 50, height: 50))
        }
    }

    @Test func makesTheVersionsThatAreAskedFor() throws {
        let recipe = try PhotoRecipe(extra: ["wide=400x100", "square=64x32!"], keepsFull: false)
        try withScratchFolder { folder in
            let bytes = try Samples.quadrants(3000, 2000).encoded(.picture(.jpeg))
            let photo = try processor.process(bytes, into: folder, recipe)
            #expect(photo.width == 3000 && photo.height == 2000)
            #expect(
                photo.versions.mapValues { [$0.width, $0.height] } == [
                    "scaled_full": [700, 467], "thumb_large": [300, 200], "thumb_medium": [100, 67],
                    "thumb_small": [50, 50], "wide": [150, 100], "square": [64, 32],
                ]
            )
            // Another recipe is not answered by what is there.
            #expect(try processor.process(bytes, into: folder).versions.count == 6)
        }
    }

    @Test func decodesNoMoreThanWhatIsAskedFor() throws {
        let small = try PhotoRecipe(extra: [], keepsFull: false)
        let jpeg = try Samples.quadrants(4000, 3000).encoded(.picture(.jpeg))
        let photo = try DecodedPhoto(jpeg.span.bytes, format: .jpeg, small, limits: MediaLimits())
        #expect(photo.still.size == PictureSize(width: 700, height: 525))
        #expect(photo.header.size == PictureSize(width: 4000, height: 3000))
    }

    @Test(arguments: [(PhotoFormat.jpeg, 2), (.webp, 4000.0 / 700), (.png, 1), (.gif, 1)])
    func letsTheDecoderMakeItSmaller(format: PhotoFormat, times: Double) throws {
        let stored = PictureSize(width: 4000, height: 3000)
        let header = PhotoHeader(
            stored: stored,
            frames: 1,
            bands: 3,
            bytesPerSample: 1,
            orientation: 1,
            isBuffered: false
        )
        let small = try PhotoRecipe(extra: [], keepsFull: false)
        let plan = try DecodingPlan(header, format, bytes: 0, small, MediaLimits())
        #expect(plan.shrink == times && plan.canvas == PictureSize(width: 700, height: 525))
        let whole = try DecodingPlan(header, format, bytes: 0, PhotoRecipe(), MediaLimits())
        #expect(whole.shrink == 1 && whole.canvas == stored)
    }

    @Test(arguments: [
        "", "large", "large=", "large=10", "large=0x5", "large=5x-5", "large=4000x4000", "large=20000x5", "Large=5x5",
        "la/rge=5x5", "large=5x5x5", "large=5x5?", "raw=5x5", "thumb_small=5x5",
    ])
    func refusesAVersionThatCannotBe(description: String) {
        guard case .invalid = #expect(throws: MediaError.self, performing: { try PhotoRecipe(extra: [description]) })
        else { return #expect(Bool(false), "\(description)") }
    }

    @Test func refusesTwoVersionsOfOneNameAndTooMany() throws {
        #expect(throws: MediaError.self) { try PhotoRecipe(extra: ["a=5x5", "a=6x6"]) }
        #expect(throws: MediaError.self) { try PhotoRecipe(extra: (0..<7).map { "v\($0)=5x5" }) }
        #expect(try PhotoRecipe(extra: (0..<6).map { "v\($0)=5x5" }).versions.count == 10)
    }

    @Test func namesTheColourThatThereIsMostOf() throws {
        try withScratchFolder { folder in
            let colours: [[UInt8]] = [[200, 40, 40], [200, 40, 40], [40, 60, 220], [240, 240, 240]]
            let photo = try processor.process(
                try Samples.quadrants(64, 64, colours).encoded(.picture(.png)),
                into: folder
            )
            let colour = try #require(photo.dominantColour)
            #expect(colour.hasPrefix("#c") && colour.count == 7, "\(colour)")
            let nothing = try processor.process(
                try Samples.quadrants(64, 64, alpha: 0).encoded(.picture(.png)),
                into: folder
            )
            #expect(nothing.dominantColour == nil)
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
                Set(try #require(json).keys) == [
                    "base", "width", "height", "frames", "first_frame_only", "content_type", "versions", "thumbhash",
                    "dominant_color",
                ]
            )
            #expect(Data(base64Encoded: photo.thumbhash).map { $0.count > 10 } == true)
        }
    }
}
