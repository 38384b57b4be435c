import TestSupport
import Testing

@testable import Media

@Suite struct PhotoOrientationTests {
    /// For each EXIF orientation, which corner of the upright picture (top left, top right, bottom left, bottom right)
    /// the file stores in its own four corners, by the standard's table of what row 0 and column 0 are.
    static let storedCorners: [UInt8: [Int]] = [
        1: [0, 1, 2, 3], 2: [1, 0, 3, 2], 3: [3, 2, 1, 0], 4: [2, 3, 0, 1],
        5: [0, 2, 1, 3], 6: [1, 3, 0, 2], 7: [3, 1, 2, 0], 8: [2, 0, 3, 1],
    ]

    @Test(arguments: storedCorners.keys.sorted())
    func turnsEveryVersionUpright(orientation: UInt8) throws {
        let corners = try #require(PhotoOrientationTests.storedCorners[orientation])
        let stored = try Samples.quadrants(320, 160, corners.map { Samples.corners[$0] })
        let jpeg = Containers.exif(orientation, in: try stored.encoded(.picture(.jpeg)))
        try withScratchFolder { folder in
            let photo = try PhotoProcessor().process(jpeg, into: folder)
            #expect([photo.width, photo.height] == (orientation < 5 ? [320, 160] : [160, 320]))
            for (name, version) in photo.versions {
                let colours = try Samples.quadrantColours(version.path)
                #expect(Samples.areClose(colours, Samples.corners), "\(name): \(colours)")
            }
        }
    }

    @Test(arguments: storedCorners.keys.sorted(), [false, true])
    func turnsPNGUpright(orientation: UInt8, isLittleEndianAndLast: Bool) throws {
        let corners = try #require(PhotoOrientationTests.storedCorners[orientation])
        let stored = try Samples.quadrants(320, 160, corners.map { Samples.corners[$0] })
        let png = Containers.exif(
            orientation,
            inPNG: try stored.encoded(.picture(.png)),
            littleEndian: isLittleEndianAndLast,
            atEnd: isLittleEndianAndLast
        )
        try withScratchFolder { folder in
            let photo = try PhotoProcessor().process(png, into: folder)
            #expect([photo.width, photo.height] == (orientation < 5 ? [320, 160] : [160, 320]))
            for (name, version) in photo.versions {
                let colours = try Samples.quadrantColours(version.path)
                #expect(Samples.areClose(colours, Samples.corners), "\(name): \(colours)")
            }
        }
    }

    @Test func doesNotReadBehindTheEndOfAnEXIF() throws {
        let png = try Samples.quadrants(64, 32).encoded(.picture(.png))
        let whole = Containers.exif(6, inPNG: png, littleEndian: false, atEnd: false)
        // Any byte of the chunk's contents and its length as large as can be.
        for place in 33..<33 + 12 + 26 {
            var broken = whole
            broken[place] = 0xFF
            #expect((1...8).contains(PNGContainer.orientation(unsafe broken.span.bytes)), "\(place)")
        }
        for length in 0..<whole.count {
            let part = Array(whole.prefix(length))
            #expect([1, 6].contains(PNGContainer.orientation(unsafe part.span.bytes)))
        }
    }

    /// The picture maker stores turned pixels; undone, they must be the upright picture's.
    @Test(arguments: 2...8, [PictureFormat.jpeg, .webp])
    func undoesTheOrientationOfMadePictures(orientation: Int, format: PictureFormat) throws {
        let stored = orientation < 5 ? (96, 64) : (64, 96)
        let maker = try PictureMaker()
        let turned = try maker.picture(
            seed: 5,
            width: stored.0,
            height: stored.1,
            format: format,
            orientation: orientation
        )
        let upright = try maker.picture(seed: 5, width: 96, height: 64, format: format)
        try withScratchFolder { folder in
            let processor = try PhotoProcessor()
            let photos = try [turned, upright].map { try processor.process($0, into: folder) }
            #expect(photos.map { [$0.width, $0.height] } == [[96, 64], [96, 64]])
            let pixels = try photos.map { try Samples.pixels(try #require($0.versions["raw"]).path).rgba }
            let difference = zip(pixels[0], pixels[1]).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
            #expect(Double(difference) / Double(pixels[0].count) < 3)
        }
    }

    @Test(arguments: [UInt8(0), 9, 255])
    func ignoresOrientationsThatDoNotExist(orientation: UInt8) throws {
        let jpeg = Containers.exif(orientation, in: try Samples.quadrants(64, 32).encoded(.picture(.jpeg)))
        try withScratchFolder { folder in
            let photo = try PhotoProcessor().process(jpeg, into: folder)
            #expect([photo.width, photo.height] == [64, 32])
        }
    }
}
