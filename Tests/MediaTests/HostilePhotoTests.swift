import Foundation
import TestSupport
import Testing

@testable import Media

@Suite struct HostilePhotoTests {
    /// The error that bytes are refused with; fails if they leave a file behind.
    private func refusal(
        _ bytes: [UInt8],
        _ recipe: PhotoRecipe = PhotoRecipe(),
        limits: MediaLimits = MediaLimits()
    ) throws -> MediaError? {
        try withScratchFolder { folder in
            do throws(MediaError) {
                _ = try PhotoProcessor().process(bytes, into: folder, recipe, limits: limits)
                return nil
            } catch {
                let written = try filesBelow(folder)
                #expect(written == [])
                return error
            }
        }
    }

    @Test func refusesAHeaderThatClaimsTooManyPixels() throws {
        let bomb = Containers.pngClaiming(width: 60_000, height: 60_000)
        #expect(try refusal(bomb) == .tooManyPixels(pixels: 3_600_000_000, limit: 100_000_000))
    }

    @Test func refusesAJPEGThatClaimsTooManyPixels() throws {
        var jpeg = try Samples.quadrants(64, 64).encoded(.picture(.jpeg))
        let frame = try #require(jpeg.indices.first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
        jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xDC, 0xFF, 0xDC])
        #expect(try refusal(jpeg) == .tooManyPixels(pixels: 65_500 * 65_500, limit: 100_000_000))
    }

    @Test func refusesAGIFThatClaimsTooManyPixels() throws {
        var gif = try PictureMaker().picture(seed: 1, width: 20, height: 20, format: .gif)
        // libvips believes the frame's own size, not the screen's.
        let frame = try #require(gif.indices.first { gif[$0...].starts(with: [0x2C, 0, 0, 0, 0, 20, 0, 20, 0]) })
        gif.replaceSubrange(6..<10, with: [0xFF, 0xFF, 0xFF, 0xFF])
        gif.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(try refusal(gif) == .tooManyPixels(pixels: 65_535 * 65_535, limit: 100_000_000))
    }

    @Test func refusesTooManyFrames() throws {
        let gif = try PictureMaker().animation(seed: 1, width: 10, height: 10, frames: 12)
        #expect(try refusal(gif, limits: MediaLimits(frames: 11)) == .tooManyFrames(frames: 12, limit: 11))
        #expect(try refusal(gif, limits: MediaLimits(frames: 12)) == nil)
    }

    @Test func refusesTooManyBytes() throws {
        let png = try PictureMaker().picture(seed: 1, width: 30, height: 30, format: .png)
        let limits = MediaLimits(bytes: png.count - 1)
        #expect(try refusal(png, limits: limits) == .tooManyBytes(bytes: png.count, limit: png.count - 1))
        #expect(try refusal(png, limits: MediaLimits(bytes: png.count)) == nil)
    }

    @Test func predictsWhatAProgressiveJPEGKeeps() throws {
        let maker = try PictureMaker()
        let plain = try maker.picture(seed: 1, width: 100, height: 100, format: .jpeg)
        let progressive = try maker.picture(seed: 1, width: 100, height: 100, format: .progressiveJPEG)
        // Twice three bytes a pixel, for itself and its copy in YUV; or three, and two for each of 1.5 coefficients.
        let limit = progressive.count + 100 * 100 * 5
        #expect(try refusal(plain, limits: MediaLimits(memory: plain.count + 100 * 100 * 5)) == nil)
        #expect(
            try refusal(progressive, limits: MediaLimits(memory: limit))
                == .tooMuchMemory(bytes: progressive.count + 100 * 100 * 6, limit: limit)
        )
    }

    @Test func predictsWhatAnInterlacedPNGKeeps() throws {
        let png = Containers.pngClaiming(width: 1000, height: 1000, interlaced: true)
        let memory = png.count + 6_000_000
        #expect(
            try refusal(png, limits: MediaLimits(memory: memory - 1))
                == .tooMuchMemory(bytes: memory, limit: memory - 1)
        )
    }

    @Test func predictsLessForAGIFOfWhichOneFrameIsShown() throws {
        let gif = try PictureMaker().animation(seed: 1, width: 40, height: 30, frames: 9)
        let pixels = try DecodedPhoto(gif.span.bytes, format: .gif, limits: MediaLimits()).header.bytesPerPixel
        // All frames are kept three times, and the decoder's canvas twice in four bytes; or one frame, in its own bytes
        // and those of the picture's copies.
        let all = gif.count + 40 * 30 * 9 * pixels * 3
        let first = gif.count + 40 * 30 * (pixels == 4 ? 10 : 5)
        for (memory, limits) in [
            (all, MediaLimits(memory: all - 1)), (first, MediaLimits(animationFrames: 1, memory: first - 1)),
        ] {
            #expect(try refusal(gif, limits: limits) == .tooMuchMemory(bytes: memory, limit: memory - 1))
        }
        #expect(try refusal(gif, limits: MediaLimits(animationFrames: 1, memory: first)) == nil)
    }

    /// A GIF whose frame ends with its first pixel.
    private func gif(_ width: Int, _ height: Int, alpha: Bool) -> [UInt8] {
        var gif = SampleGIF(screen: [width, height], frame: [0, 0, width, height], codes: [4, 1, 5])
        if alpha { gif.extensions = SampleGIF.control(transparent: 0) }
        return gif.bytes
    }

    @Test(arguments: [false, true])
    func predictsWhatResamplingKeeps(alpha: Bool) throws {
        let recipe = try PhotoRecipe(extra: [], keepsFull: false)
        let gif = gif(2_000, 1_500, alpha: alpha)
        // A byte a pixel, so much a column, and the picture of 700 columns.
        let memory =
            gif.count + 2_000 * 1_500 + 2_000 * (alpha ? 13_200 : 3_600) + 1 << 20 + 700 * 525 * (alpha ? 4 : 3)
        #expect(
            try refusal(gif, recipe, limits: MediaLimits(memory: memory - 1))
                == .tooMuchMemory(bytes: memory, limit: memory - 1)
        )
        #expect(try refusal(gif, recipe, limits: MediaLimits(memory: memory)) == nil)
    }

    @Test func refusesWhatIsTooWideToResampleButNotWhatIsHigh() throws {
        for (width, height) in [(60_000, 500), (65_535, 1_000), (20_000, 1_500)] {
            for bomb in [
                gif(width, height, alpha: true),
                Containers.pngClaiming(width: UInt32(width), height: UInt32(height), alpha: true),
            ] {
                guard case .tooMuchMemory = try refusal(bomb) else {
                    Issue.record("\(width) × \(height) accepted")
                    continue
                }
            }
        }
        for alpha in [false, true] {
            #expect(try refusal(gif(1_000, 20_000, alpha: alpha), PhotoRecipe([.large], keepsFull: false)) == nil)
            // It has no rows, which is found when it is decoded.
            guard case .corrupt = try refusal(Containers.pngClaiming(width: 1_000, height: 20_000, alpha: alpha)) else {
                Issue.record("not decoded")
                return
            }
        }
    }

    @Test func refusesAJPEGOfTooManyScans() throws {
        let jpeg = try PictureMaker().picture(seed: 1, width: 40, height: 30, format: .progressiveJPEG)
        let scans = JPEGFrame(jpeg.span.bytes).scans
        #expect(scans > 5)
        #expect(try refusal(jpeg, limits: MediaLimits(scans: scans)) == nil)
        guard case .corrupt = try refusal(jpeg, limits: MediaLimits(scans: scans - 1)) else {
            Issue.record("accepted")
            return
        }
    }

    @Test(arguments: [PictureFormat.jpeg, .progressiveJPEG, .png, .gif, .webp])
    func refusesATruncatedFile(format: PictureFormat) throws {
        let whole = try PictureMaker().picture(seed: 9, width: 200, height: 150, format: format)
        for percent in stride(from: 5, through: 95, by: 9) {
            let error = try refusal(Array(whole.prefix(whole.count * percent / 100)))
            guard case .corrupt(let detail) = error else {
                Issue.record("\(format) cut at \(percent) %: \(String(describing: error))")
                continue
            }
            #expect(!detail.isEmpty)
        }
    }

    @Test(arguments: [PictureFormat.jpeg, .progressiveJPEG, .png, .gif, .webp])
    func survivesFlippedBits(format: PictureFormat) throws {
        let whole = try PictureMaker().picture(seed: 9, width: 80, height: 60, format: format)
        var random = SplitMix64(seed: 1)
        for _ in 0..<30 {
            var bytes = whole
            for _ in 0...random.below(4) { bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8)) }
            let error = try refusal(bytes, limits: MediaLimits(pixels: 1_000_000))
            if case .libvips(let detail) = error { Issue.record("\(detail)") }
        }
    }

    @Test(arguments: [PictureFormat.png, .gif, .webp])
    func refusesAnotherFormatUnderTheMagicOfJPEG(format: PictureFormat) throws {
        let other = try PictureMaker().picture(seed: 9, width: 80, height: 60, format: format)
        guard case .corrupt = try refusal([0xFF, 0xD8, 0xFF] + other) else {
            Issue.record("accepted")
            return
        }
    }

    /// diaspora*'s §16, test 86.
    @Test func refusesADisguisedFile() throws {
        try withScratchFolder { folder in
            let processor = try PhotoProcessor()
            for (text, error) in [
                ("%!PS-Adobe-3.0\n/Helvetica findfont", MediaError.unsupported(format: "PostScript")),
                ("push graphic-context\nviewbox 0 0 640 480\n", .notAnImage),
            ] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/photo.png"))
                #expect(throws: error) { try processor.process(path: "\(folder)/photo.png", into: "\(folder)/out") }
            }
            #expect(try filesBelow(folder) == ["photo.png"])
        }
    }

    @Test func refusesWhatIsNoFile() throws {
        try withScratchFolder { folder in
            let processor = try PhotoProcessor()
            #expect(throws: MediaError.io(path: folder, detail: "not a regular file")) {
                try processor.process(path: folder, into: folder)
            }
            #expect(throws: MediaError.io(path: "\(folder)/none", detail: "No such file or directory")) {
                try processor.process(path: "\(folder)/none", into: folder)
            }
            #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
            #expect(throws: MediaError.io(path: "\(folder)/pipe", detail: "not a regular file")) {
                try processor.process(path: "\(folder)/pipe", into: folder)
            }
        }
    }

    @Test func readsNoMoreOfAFileThanTheLimit() throws {
        try withScratchFolder { folder in
            try Data(count: 5_000).write(to: URL(fileURLWithPath: "\(folder)/long"))
            #expect(throws: MediaError.tooManyBytes(bytes: 5_000, limit: 4_999)) {
                try PhotoProcessor().process(path: "\(folder)/long", into: folder, limits: MediaLimits(bytes: 4_999))
            }
        }
    }
}
