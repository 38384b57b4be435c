import Testing

@testable import Media

/// However large a photo is, the process that decodes it stays within what it was given.
@Suite struct MediaMemoryTests {
    private func peak(_ photo: [UInt8], frames: Int = 1, _ recipe: PhotoRecipe = PhotoRecipe()) throws -> Int {
        let answer = try #require(try LoneWorker().answer(to: photo, recipe))
        #expect(answer.error == nil)
        #expect(answer.photo?.frames == frames)
        return answer.peakMemory >> 20
    }

    /// A large picture, quickly: a small one enlarged.
    private func picture(
        _ width: Int,
        _ height: Int,
        _ format: PictureFormat,
        orientation: Int = 1,
        alpha: Bool = false
    ) throws -> [UInt8] {
        let small = try PictureMaker().picture(seed: 7, width: 200, height: 150, format: .png)
        let photo = try DecodedPhoto(small.span.bytes, format: .png, limits: MediaLimits()).still
        var picture = photo
        if alpha {
            var rgba = try photo.rgba()
            for at in stride(from: 3, to: rgba.count, by: 4) { rgba[at] = 99 }
            picture = try Picture(samples: rgba, size: photo.size, bands: 4)
        }
        picture = try picture.resized(to: PictureSize(width: width, height: height))
        if orientation != 1 { picture = try picture.disoriented(orientation) }
        return try picture.encoded(.picture(format))
    }

    /// A GIF whose frame ends with its first pixel; the others take memory as well.
    private func gif(_ width: Int, _ height: Int, alpha: Bool) -> [UInt8] {
        let size = [width, height].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let control: [UInt8] = alpha ? [0x21, 0xF9, 4, 1, 0, 0, 0, 0] : []
        return Array("GIF89a".utf8) + size + [0x80, 0, 0, 0, 0, 0, 90, 60, 30] + control
            + [0x2C, 0, 0, 0, 0] + size + [0, 2, 2, 0x4C, 1, 0, 0x3B]
    }

    @Test(arguments: [PictureFormat.jpeg, .png, .webp, .gif])
    func twelveMegapixelsTakeLessThan120MB(format: PictureFormat) throws {
        let peak = try peak(try picture(4_000, 3_000, format))
        #expect(peak < 120_000_000 >> 20, "\(peak) MiB")
    }

    /// What the decoder can make smaller it does, once: the whole picture would take 34 MiB more.
    @Test(arguments: [PictureFormat.jpeg, .webp])
    func smallVersionsAreMadeOfASmallPicture(format: PictureFormat) throws {
        let recipe = try PhotoRecipe(extra: [], keepsFull: false)
        let (tiny, large) = (try picture(40, 30, format), try picture(4_000, 3_000, format))
        let more = try peak(large, recipe) - peak(tiny, recipe)
        #expect(more <= 20, "\(more) MiB")
    }

    @Test func theLargestThatAreTakenStayWithin256() throws {
        let animation = try PictureMaker().animation(seed: 1, width: 600, height: 400, frames: 49)
        for (photo, frames) in [
            // Turned upright; decoded as a whole; larger than its full-size version; transparent; of many frames.
            (try picture(5_800, 4_400, .jpeg, orientation: 6), 1), (try picture(4_000, 5_000, .progressiveJPEG), 1),
            (try picture(8_000, 6_000, .jpeg), 1), (try picture(4_000, 3_000, .webp), 1),
            (try picture(7_000, 6_000, .webp), 1), (try picture(7_000, 6_000, .gif), 1),
            (try picture(4_900, 3_200, .png, alpha: true), 1), (animation, 49),
        ] {
            let peak = try peak(photo, frames: frames)
            #expect(peak <= 256, "\(peak) MiB")
        }
    }

    @Test(arguments: [true, false])
    func theLargestGIFsThatAreTakenStayWithin256(keepsFull: Bool) throws {
        let recipe = keepsFull ? PhotoRecipe() : try PhotoRecipe(extra: [], keepsFull: false)
        // Of these shapes none is taken that is much larger.
        let shapes =
            keepsFull
            ? [(9_180, 9_180, false), (27_000, 1_600, false), (6_650, 6_650, true), (8_600, 2_000, true)]
            : [(10_000, 10_000, false), (24_000, 4_166, false), (7_050, 7_050, true), (22_000, 2_000, true)]
        for (width, height, alpha) in shapes {
            let peak = try peak(gif(width, height, alpha: alpha), recipe)
            #expect(peak <= 256, "\(peak) MiB")
        }
    }

    /// A file whose header says less than it takes finds the kernel in its way.
    @Test func whatIsNotPredictedIsRefusedByTheKernel() throws {
        let answer = try LoneWorker(memory: 16 << 20).answer(to: try picture(4_000, 3_000, .jpeg))
        // It says so, or died of it.
        #expect(answer?.photo == nil)
    }
}
