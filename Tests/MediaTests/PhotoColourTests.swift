import CVips
import TestSupport
import Testing

@testable import Media

@Suite struct PhotoColourTests {
    private func colours(_ bytes: [UInt8], _ version: String = "raw") throws -> [[UInt8]] {
        try withScratchFolder { folder in
            let photo = try PhotoProcessor().process(bytes, into: folder)
            return try Samples.quadrantColours(try #require(photo.versions[version]).path)
        }
    }

    @Test(arguments: ["raw", "scaled_full", "thumb_large", "thumb_medium", "thumb_small"])
    func keepsTransparency(version: String) throws {
        let colours = try colours(try Samples.quadrants(900, 900, alpha: 100).encoded(.picture(.png)), version)
        #expect(Samples.areClose(colours, Samples.corners.map { $0 + [100] }), "\(colours)")
    }

    @Test func keepsATransparentRimFromDarkeningTheColoursBesideIt() throws {
        // Black where transparent: unweighted, scaling would mix the black in.
        var samples: [UInt8] = []
        for _ in 0..<400 {
            for x in 0..<400 { samples += x % 2 == 0 ? [250, 250, 250, 255] : [0, 0, 0, 0] }
        }
        try Vips.start()
        let picture = try Picture(samples: samples, size: PictureSize(width: 400, height: 400), bands: 4)
        let colour = try colours(try picture.encoded(.picture(.png)), "thumb_medium")[0]
        #expect(colour[0] > 240 && (110...145).contains(colour[3]), "\(colour)")
    }

    @Test func readsSixteenBits() throws {
        let deep = try Samples.converted(try Samples.quadrants(200, 100), to: CVIPS_SRGB16)
        #expect(Samples.areClose(try colours(try deep.encoded(.picture(.png))), Samples.corners))
    }

    @Test func readsSixteenBitsWithTransparency() throws {
        let deep = try Samples.converted(try Samples.quadrants(200, 100, alpha: 100), to: CVIPS_SRGB16)
        let colours = try colours(try deep.encoded(.picture(.png)))
        #expect(Samples.areClose(colours, Samples.corners.map { $0 + [100] }), "\(colours)")
    }

    @Test(arguments: [PictureFormat.jpeg, .png])
    func readsGrey(format: PictureFormat) throws {
        let greys: [[UInt8]] = [20, 90, 160, 230].map { [$0, $0, $0] }
        let grey = try Samples.converted(try Samples.quadrants(200, 100, greys), to: CVIPS_GREY)
        let differences = Lab.differences(try colours(try grey.encoded(.picture(format))), greys)
        #expect(differences.count == 4 && differences.allSatisfy { $0 <= 2 }, "\(differences)")
    }

    /// Colours that ink can print come back as they were before they were separated.
    @Test(arguments: [PictureFormat.jpeg, .progressiveJPEG])
    func readsCMYK(format: PictureFormat) throws {
        let muted: [[UInt8]] = [[170, 90, 80], [100, 140, 90], [80, 100, 150], [200, 190, 180]]
        let ink = try Samples.converted(try Samples.quadrants(200, 100, muted), to: CVIPS_CMYK)
        let differences = Lab.differences(try colours(try ink.encoded(.picture(format))), muted)
        #expect(differences.count == 4 && differences.allSatisfy { $0 <= 3 }, "\(differences)")
    }

    /// Of those that it cannot print, what libvips' own profile makes of the inks: 5.5 away from it at most when this was
    /// written, after a JPEG and a WebP.
    @Test func readsCMYKAsItsProfileSays() throws {
        let ink = try Samples.converted(try Samples.quadrants(200, 100), to: CVIPS_CMYK)
        let printed = try Samples.converted(ink, to: CVIPS_SRGB).rgba()
        let expected = [(50, 25), (150, 25), (50, 75), (150, 75)].map { x, y in
            Array(printed[(y * 200 + x) * 4..<(y * 200 + x) * 4 + 4])
        }
        let differences = Lab.differences(try colours(try ink.encoded(.picture(.jpeg))), expected)
        #expect(differences.count == 4 && differences.allSatisfy { $0 <= 7 }, "\(differences)")
    }

    @Test func bringsAWideGamutHomeToSRGB() throws {
        var encoding = cvips_encoding.picture(.png)
        encoding.wide_gamut = true
        let wide = try Samples.quadrants(200, 100).encoded(encoding)
        #expect(wide.count > (try Samples.quadrants(200, 100).encoded(.picture(.png)).count))
        #expect(Samples.areClose(try colours(wide), Samples.corners))
    }

    @Test func ignoresAProfileThatIsNone() throws {
        let profile = Array("ICC_PROFILE\0".utf8) + [1, 1] + [UInt8](repeating: 7, count: 400)
        let jpeg = Containers.segment(0xE2, profile, in: try Samples.quadrants(200, 100).encoded(.picture(.jpeg)))
        #expect(Samples.areClose(try colours(jpeg), Samples.corners))
    }

    @Test func stripsAllMetadata() throws {
        var encoding = cvips_encoding.picture(.jpeg)
        encoding.wide_gamut = true
        let xmp = Array("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"/>".utf8)
        let plain = try Samples.quadrants(800, 400).encoded(encoding)
        let jpeg = Containers.exif(3, in: Containers.segment(0xE1, xmp, in: plain))
        try withScratchFolder { folder in
            let photo = try PhotoProcessor().process(jpeg, into: folder)
            for version in photo.versions.values {
                #expect(try Containers.chunks(contents(version.path)) == ["VP8 "])
            }
        }
    }
}
