import Testing

@testable import Media

@Suite struct PictureMakerTests {
    let maker: PictureMaker

    init() throws {
        maker = try PictureMaker()
    }

    @Test(arguments: PictureFormat.allCases)
    func givesTheSameBytesForTheSameSeed(format: PictureFormat) throws {
        let pictures = try [3, 3, 4].map { try maker.picture(seed: $0, width: 90, height: 60, format: format) }
        #expect(pictures[0] == pictures[1])
        #expect(pictures[0] != pictures[2])
    }

    @Test(arguments: [(1, 1), (1, 40), (40, 1), (2, 2), (3, 500), (1500, 7)])
    func makesPicturesOfAnyShape(width: Int, height: Int) throws {
        for seed in 0..<6 as Range<UInt64> {
            let bytes = try maker.picture(seed: seed, width: width, height: height, format: .png)
            let photo = try DecodedPhoto(bytes.span.bytes, format: .png, limits: MediaLimits())
            #expect(photo.still.size == PictureSize(width: width, height: height))
        }
    }

    @Test func paintsManyColours() throws {
        let bytes = try maker.picture(seed: 1, width: 120, height: 80, format: .png)
        let rgba = try DecodedPhoto(bytes.span.bytes, format: .png, limits: MediaLimits()).still.rgba()
        let colours = Set(stride(from: 0, to: rgba.count, by: 4).map { [rgba[$0], rgba[$0 + 1], rgba[$0 + 2]] })
        #expect(colours.count > 1_000)
    }

    @Test func animatesEveryFrame() throws {
        let bytes = try maker.animation(seed: 1, width: 60, height: 40, frames: 4)
        let photo = try DecodedPhoto(bytes.span.bytes, format: .gif, limits: MediaLimits())
        let frames = try #require(photo.roll).rgba()
        let length = 60 * 40 * 4
        #expect(photo.header.frames == 4)
        #expect(Set((0..<4).map { Array(frames[$0 * length..<($0 + 1) * length]) }).count == 4)
    }

    @Test(arguments: [
        (0, 10, PictureFormat.png, 1), (10, -1, .png, 1), (16_384, 1, .webp, 1), (20_000, 20_000, .png, 1),
        (10, 10, .jpeg, 0), (10, 10, .jpeg, 9), (10, 10, .gif, 6), (10, 10, .png, 6),
    ])
    func refusesWhatCannotBe(width: Int, height: Int, format: PictureFormat, orientation: Int) {
        #expect(throws: MediaError.self) {
            try maker.picture(seed: 1, width: width, height: height, format: format, orientation: orientation)
        }
    }

    @Test func refusesAnAnimationOfStills() {
        #expect(throws: MediaError.self) {
            try maker.animation(seed: 1, width: 10, height: 10, frames: 2, format: .png)
        }
    }
}
