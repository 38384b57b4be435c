import CVips
import TestSupport
import Testing

@testable import Media

/// The first frame of a GIF by our decoder, beside what libvips' loader makes of the same bytes.
@Suite struct GIFFrameTests {
    private struct Result: Equatable {
        let size: PictureSize
        let rgba: [UInt8]
    }

    private static let mostPixels = 1_000_000

    private func ours(_ gif: [UInt8]) throws(MediaError) -> Result {
        let limits = MediaLimits(pixels: Self.mostPixels, animationFrames: 1)
        let photo = try DecodedPhoto(gif.span.bytes, format: .gif, limits: limits)
        let stored = photo.header.size
        guard photo.still.size == stored else { throw .tooManyPixels(pixels: stored.pixels, limit: Self.mostPixels) }
        return Result(size: photo.still.size, rgba: try photo.still.rgba())
    }

    private func libvips(_ gif: [UInt8]) throws(MediaError) -> Result {
        try Vips.start()
        return try gif.span.bytes.withUnsafeBytes { bytes throws(MediaError) in
            let file = try Picture(orThrow: MediaError.corrupt) { out in
                cvips_open(CVIPS_GIF, bytes.baseAddress, bytes.count, 1, 1, out)
            }
            // Of what is larger ours is not the whole.
            guard max(file.width, file.height) <= PhotoVersion.longestSide, file.size.pixels <= Self.mostPixels else {
                throw .tooManyPixels(pixels: file.size.pixels, limit: Self.mostPixels)
            }
            let picture = try Picture(orThrow: MediaError.corrupt) { out in
                cvips_load(file.image, CInt(file.width), CInt(file.height), 1, out)
            }
            return Result(size: picture.size, rgba: try picture.rgba())
        }
    }

    /// Nothing if it is refused.
    private func verdict(_ decode: ([UInt8]) throws(MediaError) -> Result, _ gif: [UInt8]) -> Result? {
        do throws(MediaError) { return try decode(gif) } catch { return nil }
    }

    private func areSame(_ gif: [UInt8], _ name: String) throws {
        let (one, other) = (try ours(gif), try libvips(gif))
        #expect(one.size == other.size, "\(name)")
        // A difference is not printed pixel by pixel.
        let isSame = one.rgba == other.rgba
        #expect(isSame, "\(name)")
    }

    /// Where the frame's descriptor has its flags, if nothing before it looks like one.
    private func interlaced(_ gif: [UInt8], _ width: Int, _ height: Int) throws -> [UInt8] {
        let size = [width, height].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        var gif = gif
        let frame = try #require(gif.indices.first { gif[$0...].starts(with: [0x2C, 0, 0, 0, 0] + size) })
        gif[frame + 9] |= 0x40
        return gif
    }

    @Test(arguments: [
        (1, 1), (1, 2), (1, 7), (1, 300), (300, 1), (3, 5), (16, 9), (33, 8), (120, 90), (257, 255), (700, 411),
    ])
    func picturesAreTheSameAndSoAreInterlacedOnes(width: Int, height: Int) throws {
        let maker = try PictureMaker()
        let pictures = [
            try Samples.quadrants(width, height).encoded(.picture(.gif)),
            try Samples.quadrants(width, height, alpha: 0).encoded(.picture(.gif)),
            try Samples.quadrants(width, height, alpha: 200).encoded(.picture(.gif)),
        ]
        let photos =
            width < 10 || height < 8
            ? []
            : [
                try maker.picture(seed: 5, width: width, height: height, format: .gif),
                try maker.animation(seed: 5, width: width, height: height, frames: 3),
            ]
        for (number, gif) in (pictures + photos).enumerated() {
            try areSame(gif, "\(width) × \(height), \(number)")
            try areSame(try interlaced(gif, width, height), "\(width) × \(height), \(number), interlaced")
        }
    }

    @Test func whatFilesMaySayIsTheSame() throws {
        let two = SampleGIF(extensions: SampleGIF.control(transparent: 2)).bytes.dropFirst(25).dropLast()
        let samples = [
            "plain": SampleGIF(),
            "own palette": SampleGIF(ownPalette: SampleGIF.colours(9)),
            "only its own palette": SampleGIF(palette: nil, ownPalette: SampleGIF.colours(9)),
            "no palette": SampleGIF(palette: nil),
            "fewer colours than codes": SampleGIF(bits: 3, pixels: (0..<20).map { $0 % 8 }),
            "more bits than a byte": SampleGIF(bits: 10, codes: [1_024, 300, 259, 2, 1_025]),
            "one bit": SampleGIF(bits: 1, codes: [2, 0, 1, 2, 1, 2, 1, 3]),
            "transparent": SampleGIF(extensions: SampleGIF.control(transparent: 1)),
            "transparent, own palette": SampleGIF(
                ownPalette: SampleGIF.colours(9),
                extensions: SampleGIF.control(transparent: 3)
            ),
            "transparent colour that there is not": SampleGIF(extensions: SampleGIF.control(transparent: 255)),
            "two controls": SampleGIF(
                extensions: SampleGIF.control(transparent: 1) + SampleGIF.control(transparent: nil)
            ),
            "more before the frame": SampleGIF(
                extensions: SampleGIF.comment + SampleGIF.loop + SampleGIF.control(transparent: 0) + SampleGIF.comment
            ),
            "smaller than the canvas": SampleGIF(screen: [9, 8], frame: [2, 3, 5, 4]),
            "smaller, transparent": SampleGIF(
                screen: [9, 8],
                frame: [2, 3, 5, 4],
                extensions: SampleGIF.control(transparent: 1)
            ),
            "smaller, interlaced": SampleGIF(screen: [9, 30], frame: [4, 3, 5, 21], isInterlaced: true),
            "as wide as the canvas": SampleGIF(screen: [5, 9], frame: [0, 3, 5, 4]),
            "beyond the canvas": SampleGIF(frame: [3, 2, 5, 4]),
            "outside the canvas": SampleGIF(frame: [30, 20, 5, 4]),
            "of a screen that is nobody's picture": SampleGIF(screen: [640, 480]),
            "of no screen": SampleGIF(screen: [0, 0]),
            "without width": SampleGIF(frame: [0, 0, 0, 4], codes: [4, 5]),
            "without height": SampleGIF(frame: [0, 0, 5, 0], codes: [4, 5]),
            "followed by a transparent frame": SampleGIF(screen: [9, 8], after: Array(two)),
            "that says it ends early": SampleGIF(pixels: [1, 2, 3, 1, 2, 3, 1]),
            "that ends early without a word": SampleGIF(codes: [4, 1, 4, 2, 0]),
            "that goes on": SampleGIF(pixels: (0..<40).map { $0 % 4 }),
            "whose codes end after a clear one": SampleGIF(codes: [4, 1, 4, 2, 4]),
        ]
        for (name, sample) in samples { try areSame(sample.bytes, name) }
    }

    @Test func codesThatCannotBeAreRefused() throws {
        let samples = [
            "only the end": SampleGIF(codes: [4, 5]),
            "a code that is not there yet": SampleGIF(codes: [4, 1, 7]),
            "a string first": SampleGIF(codes: [4, 6]),
            "the end after a clear one": SampleGIF(codes: [4, 1, 4, 5]),
            "too many bits": SampleGIF(bits: 12, codes: [4_096, 1, 4_097]),
        ]
        for (name, sample) in samples {
            #expect(verdict(ours, sample.bytes) == nil, "\(name)")
            #expect(verdict(libvips, sample.bytes) == nil, "\(name)")
        }
        // libvips' loader has no canvas of so many columns.
        let wide = SampleGIF(frame: [10, 0, 65_535, 1], codes: [4, 1, 5]).bytes
        #expect(throws: GIFReader.damaged) { try DecodedPhoto(wide.span.bytes, format: .gif, limits: MediaLimits()) }
        // libvips makes a black picture of it.
        #expect(verdict(ours, SampleGIF(codes: []).bytes) == nil)
    }

    /// libvips loses it.
    @Test func aLastCodeAtTheEndOfAByteCounts() throws {
        let pixels = try ours(SampleGIF(codes: [4, 1, 4, 2, 4, 3, 4, 1]).bytes).rgba
        #expect(pixels[0..<4] == pixels[12..<16] && pixels[12] > 0 && pixels[16..<20] == [0, 0, 0, 255])
    }

    @Test func whatIsCutIsRefusedWhereverItIsWithinTheFrame() throws {
        let photo = try PictureMaker().picture(seed: 9, width: 200, height: 150, format: .gif)
        for gif in [photo, try interlaced(photo, 200, 150)] {
            for percent in 0..<100 {
                let cut = Array(gif.prefix(gif.count * percent / 100))
                #expect(verdict(ours, cut) == nil && verdict(libvips, cut) == nil, "\(percent) %")
            }
            // What is missing is the end of the frame, the mark that nothing follows, or nothing.
            for missing in 0...4 {
                let cut = Array(gif.dropLast(missing))
                #expect((verdict(ours, cut) == nil) == (verdict(libvips, cut) == nil), "\(missing) bytes")
            }
        }
    }

    @Test func noDamageIsTakenThatLibvipsRefusesAndWhatBothTakeIsTheSame() throws {
        let maker = try PictureMaker()
        let photo = try maker.picture(seed: 9, width: 60, height: 44, format: .gif)
        let whole = [
            photo, try interlaced(photo, 60, 44),
            try maker.animation(seed: 9, width: 40, height: 30, frames: 3),
            SampleGIF(screen: [9, 30], frame: [4, 3, 5, 21], extensions: SampleGIF.control(transparent: 1)).bytes,
        ]
        var damaged = SplitMix64(seed: 4)
        var (taken, refused, onlyHere) = (0, 0, 0)
        for round in 0..<800 {
            var gif = whole[round % whole.count]
            for _ in 0...damaged.below(3) { gif[6 + damaged.below(gif.count - 6)] = UInt8(damaged.below(256)) }
            let (one, other) = (verdict(ours, gif), verdict(libvips, gif))
            guard let one else {
                refused += 1
                if other != nil { onlyHere += 1 }
                continue
            }
            taken += 1
            let isSame = one == other
            #expect(isSame, "round \(round)")
        }
        #expect(taken > 100 && refused > 100)
        // libvips takes few that are refused here, and none of these.
        #expect(onlyHere == 0)
    }
}
