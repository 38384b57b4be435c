import Testing

@testable import Media

@Suite struct PhotoFormatTests {
    @Test(
        arguments: zip(
            [PictureFormat.jpeg, .progressiveJPEG, .png, .gif, .webp],
            [PhotoFormat.jpeg, .jpeg, .png, .gif, .webp]
        )
    )
    func tellsAcceptedFormatsByTheirBytes(made: PictureFormat, expected: PhotoFormat) throws {
        let bytes = try PictureMaker().picture(seed: 1, width: 20, height: 10, format: made)
        #expect(try PhotoFormat(of: bytes.span.bytes) == expected)
    }

    @Test(arguments: [
        ("%PDF-1.7\n", "PDF"), ("%!PS-Adobe-3.0\n", "PostScript"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "SVG"),
        ("<?xml version=\"1.0\"?><svg/>", "XML"), ("II*\0\u{8}\0\0\0", "TIFF"), ("MM\0*\0\0\0\u{8}", "TIFF"),
        ("8BPS\0\u{1}", "PSD"), ("BM6\0\0\0", "BMP"), ("\0\0\0\u{1C}ftypavif", "AVIF"),
        ("\0\0\0\u{18}ftypheic", "HEIF"),
    ])
    func namesWhatItRefuses(text: String, name: String) {
        #expect(throws: MediaError.unsupported(format: name)) { try PhotoFormat(of: Array(text.utf8).span.bytes) }
    }

    @Test(arguments: ["", "G", "GIF8", "GIF88a……", "hello, world", "RIFF\0\0\0\0WAVE", "\u{89}PNG", " \n<svg/>"])
    func refusesWhatIsNoPicture(text: String) {
        #expect(throws: MediaError.notAnImage) { try PhotoFormat(of: Array(text.utf8).span.bytes) }
    }

    @Test func wordsOfEveryErrorAreDistinct() {
        let errors: [MediaError] = [
            .notAnImage, .unsupported(format: "PDF"), .tooManyBytes(bytes: 2, limit: 1),
            .tooManyPixels(pixels: 2, limit: 1), .tooManyFrames(frames: 2, limit: 1),
            .tooMuchMemory(bytes: 2, limit: 1), .corrupt(detail: "x"), .invalid(detail: "x"),
            .io(path: "p", detail: "x"), .libvips(detail: "x"),
        ]
        #expect(Set(errors.map(\.reason)).count == errors.count)
        #expect(Set(errors.map(\.description)).count == errors.count)
        #expect(MediaError.tooManyPixels(pixels: 2, limit: 1).reason == "too_many_pixels")
        #expect(errors.filter { !$0.isRefusal }.map(\.reason) == ["io", "libvips"])
    }
}
