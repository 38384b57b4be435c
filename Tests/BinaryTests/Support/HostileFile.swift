import TestSupport

@testable import Media

/// A file that means harm, or is harmed, and what has to come of it; all are the same on every run.
struct HostileFile {
    enum Verdict {
        /// Refused, with one of these reasons.
        case refused([String])
        /// Taken for what it is, with so many frames.
        case taken(frames: Int, firstFrameOnly: Bool)
        /// Either; but nothing else happens.
        case settled
    }

    let name: String
    let bytes: [UInt8]
    let verdict: Verdict

    private init(_ name: String, _ bytes: [UInt8], _ verdict: Verdict) {
        self.name = name
        self.bytes = bytes
        self.verdict = verdict
    }

    static func all() throws -> [HostileFile] {
        try bombs() + truncated() + flipped() + disguised() + chained()
    }

    private static let formats: [PictureFormat] = [.jpeg, .progressiveJPEG, .png, .gif, .webp]

    private static func photo(_ format: PictureFormat) throws -> [UInt8] {
        try PictureMaker().picture(seed: 9, width: 200, height: 150, format: format)
    }

    // MARK: - Much from little

    private static func bombs() throws -> [HostileFile] {
        let tall = [HostileFile.tooManyPixels, "too_much_memory"]
        return [
            HostileFile(
                "PNG of 60,000 × 60,000",
                Containers.pngClaiming(width: 60_000, height: 60_000),
                .refused([tooManyPixels])
            ),
            HostileFile(
                "interlaced PNG of 64k × 64k",
                Containers.pngClaiming(width: 65_535, height: 65_535, interlaced: true),
                .refused([tooManyPixels])
            ),
            HostileFile(
                "interlaced PNG of 16,000 × 6,000",
                Containers.pngClaiming(width: 16_000, height: 6_000, interlaced: true),
                .refused(["too_much_memory"])
            ),
            HostileFile(
                "PNG of 9,000 × 9,000 without its pixels",
                Containers.pngClaiming(width: 9_000, height: 9_000),
                .refused(["corrupt"])
            ),
            HostileFile("JPEG of 64k × 64k", try claiming(65_500, 65_500, .jpeg), .refused([tooManyPixels])),
            HostileFile(
                "progressive JPEG of 9,900 × 9,900",
                try claiming(9_900, 9_900, .progressiveJPEG),
                .refused(["too_much_memory"])
            ),
            HostileFile(
                "progressive JPEG of 500 scans",
                try repeatingLastScan(500),
                .refused(["corrupt"])
            ),
            HostileFile("GIF of 64k × 64k", gif(frames: 1, width: 65_535, height: 65_535), .refused(tall)),
            HostileFile("GIF of 10,000 frames", gif(frames: 10_000), .refused(["too_many_frames"])),
            HostileFile("GIF of 1,000 frames", gif(frames: 1_000), .taken(frames: 1, firstFrameOnly: true)),
            HostileFile("GIF of 200 frames", gif(frames: 200), .taken(frames: 200, firstFrameOnly: false)),
            HostileFile("WebP of 16k × 16k", webPClaiming(16_384, 16_384), .refused(tall + ["corrupt"])),
            HostileFile(
                "PNG with 4 MB of text in it",
                insertingText(4_000_000, into: try photo(.png)),
                .settled
            ),
        ]
    }

    private static let tooManyPixels = "too_many_pixels"

    private static func claiming(_ width: Int, _ height: Int, _ format: PictureFormat) throws -> [UInt8] {
        var jpeg = try photo(format)
        let code: UInt8 = format == .jpeg ? 0xC0 : 0xC2
        if let frame = jpeg.indices.dropLast().first(where: { jpeg[$0] == 0xFF && jpeg[$0 + 1] == code }) {
            let size = [height, width].flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
            jpeg.replaceSubrange(frame + 5..<frame + 9, with: size)
        }
        return jpeg
    }

    private static func repeatingLastScan(_ count: Int) throws -> [UInt8] {
        let jpeg = try photo(.progressiveJPEG)
        let last = jpeg.indices.dropLast().last { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xDA } ?? 0
        let scan = Array(jpeg[last..<jpeg.count - 2])
        return jpeg[..<last] + (0..<count).flatMap { _ in scan } + [0xFF, 0xD9]
    }

    /// Frames of two colours that say how large they are, of which the pixels are one.
    private static func gif(frames: Int, width: Int = 1, height: Int = 1) -> [UInt8] {
        let size = [width, height].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let head = Array("GIF89a".utf8) + size + [0x80, 0, 0, 0, 0, 0, 255, 255, 255]
        let frame: [UInt8] =
            [0x21, 0xF9, 4, 0, 5, 0, 0, 0, 0x2C, 0, 0, 0, 0] + size + [0, 2, 2, 0x44, 1, 0]
        return head + (0..<frames).flatMap { _ in frame } + [0x3B]
    }

    private static func webPClaiming(_ width: Int, _ height: Int) -> [UInt8] {
        let size = [width - 1, height - 1].flatMap { [UInt8($0 & 255), UInt8($0 >> 8 & 255), UInt8($0 >> 16)] }
        let body = Array("WEBPVP8X".utf8) + [10, 0, 0, 0, 0, 0, 0, 0] + size
        return Array("RIFF".utf8) + [UInt8(body.count), 0, 0, 0] + body
    }

    private static func insertingText(_ length: Int, into png: [UInt8]) -> [UInt8] {
        let text = Containers.pngChunk("tEXt", Array("Comment\0".utf8) + [UInt8](repeating: 0x41, count: length))
        return png[..<33] + text + png[33...]
    }

    // MARK: - Damaged

    private static func truncated() throws -> [HostileFile] {
        try formats.flatMap { format in
            let whole = try photo(format)
            return [5, 30, 60, 90].map { percent in
                let part = Array(whole.prefix(whole.count * percent / 100))
                return HostileFile("\(format) cut at \(percent) %", part, .refused(["corrupt"]))
            }
        }
    }

    private static func flipped() throws -> [HostileFile] {
        var random = SplitMix64(seed: 11)
        return try formats.flatMap { format in
            let whole = try photo(format)
            return (0..<4).map { number in
                var bytes = whole
                for _ in 0...number { bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8)) }
                return HostileFile("\(format) with \(number + 1) wrong bits", bytes, .settled)
            }
        }
    }

    // MARK: - Something else

    private static func disguised() -> [HostileFile] {
        let known: [(String, String)] = [
            ("SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"),
            (
                "SVG in XML",
                "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg>&a;</svg>"
            ),
            ("PDF", "%PDF-1.7\n1 0 obj<</JS(app.alert(1))>>endobj"), ("PSD", "8BPS\0\u{1}\0\0\0\0\0\0\0\u{3}"),
            ("TIFF", "II*\0\u{8}\0\0\0"), ("TIFF, big-endian", "MM\0*\0\0\0\u{8}"), ("BigTIFF", "II+\0\u{8}\0\0\0"),
            ("BMP", "BM6\0\0\0\0\0"), ("PostScript", "%!PS-Adobe-3.0\n(/etc/passwd) run"),
            ("AVIF", "\0\0\0\u{1C}ftypavif"), ("HEIF", "\0\0\0\u{18}ftypheic"),
            ("JPEG XL", "\0\0\0\u{C}JXL \r\n"), ("JPEG 2000", "\0\0\0\u{C}jP  \r\n"),
        ]
        let unknown: [(String, String)] = [
            ("nothing", ""),
            ("an ImageMagick script", "push graphic-context\nimage over 0,0 0,0 'https://example.org'\n"),
            ("HTML", "<!DOCTYPE html><script>alert(1)</script>"), ("an archive", "PK\u{3}\u{4}\u{14}\0"),
            ("a program", "\u{7F}ELF\u{2}\u{1}\u{1}"), ("sound in RIFF", "RIFF\0\0\0\0WAVEfmt "),
        ]
        return known.map { HostileFile($0.0, Array($0.1.utf8), .refused(["unsupported"])) }
            + unknown.map { HostileFile($0.0, Array($0.1.utf8), .refused(["not_an_image"])) }
    }

    private static func chained() throws -> [HostileFile] {
        let (jpeg, png, gif) = (try photo(.jpeg), try photo(.png), try photo(.gif))
        let whole = Verdict.taken(frames: 1, firstFrameOnly: false)
        let profile = Array("ICC_PROFILE\0".utf8) + [1, 1] + [UInt8](repeating: 7, count: 400)
        return [
            HostileFile("PNG after the first bytes of a JPEG", [0xFF, 0xD8, 0xFF] + png, .refused(["corrupt"])),
            HostileFile(
                "script under GIF's first bytes",
                Array("GIF89a/*".utf8) + Array("*/=1;alert(1)".utf8),
                .refused(["corrupt"])
            ),
            HostileFile("JPEG with an archive behind it", jpeg + Array("PK\u{3}\u{4}".utf8), whole),
            HostileFile("two JPEGs", jpeg + jpeg, whole),
            HostileFile("PNG with a page behind it", png + Array("<script>alert(1)</script>".utf8), whole),
            HostileFile("GIF with a JPEG behind it", gif + jpeg, whole),
            HostileFile("JPEG with a colour profile that is none", Containers.segment(0xE2, profile, in: jpeg), whole),
            HostileFile("JPEG with an orientation that is none", Containers.exif(200, in: jpeg), whole),
        ]
    }
}
