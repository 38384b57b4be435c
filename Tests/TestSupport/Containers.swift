/// Files made or read byte by byte, independently of libvips.
public enum Containers {
    /// The names of a WebP file's chunks, in order.
    public static func chunks(_ webp: [UInt8]) -> [String] {
        var names: [String] = []
        var at = 12
        while at + 8 <= webp.count {
            names.append(String(decoding: webp[at..<at + 4], as: UTF8.self))
            let length = (0..<4).reduce(0) { $0 | Int(webp[at + 4 + $1]) << (8 * $1) }
            at += 8 + length + length % 2
        }
        return names
    }

    /// Milliseconds of each frame of an animated WebP file.
    public static func delays(_ webp: [UInt8]) -> [Int] { bodies("ANMF", webp).map { number(webp, $0 + 12) } }

    /// Width and height of an extended WebP file.
    public static func canvas(_ webp: [UInt8]) -> [Int]? {
        bodies("VP8X", webp).first.map { [number(webp, $0 + 4) + 1, number(webp, $0 + 7) + 1] }
    }

    /// Three bytes, little-endian.
    private static func number(_ bytes: [UInt8], _ at: Int) -> Int {
        (0..<3).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }

    /// Where the chunks of a name begin.
    private static func bodies(_ name: String, _ webp: [UInt8]) -> [Int] {
        var bodies: [Int] = []
        var at = 12
        for chunk in chunks(webp) {
            if chunk == name { bodies.append(at + 8) }
            let length = (0..<4).reduce(0) { $0 | Int(webp[at + 4 + $1]) << (8 * $1) }
            at += 8 + length + length % 2
        }
        return bodies
    }

    /// A JPEG with an EXIF segment that holds an orientation and nothing else.
    public static func exif(_ orientation: UInt8, in jpeg: [UInt8]) -> [UInt8] {
        segment(0xE1, Array("Exif".utf8) + [0, 0] + tiff(orientation), in: jpeg)
    }

    /// A PNG with an EXIF chunk that holds an orientation, behind its header or at its end.
    public static func exif(_ orientation: UInt8, inPNG png: [UInt8], littleEndian: Bool, atEnd: Bool) -> [UInt8] {
        let place = atEnd ? png.count - 12 : 33
        let chunk = pngChunk("eXIf", littleEndian ? littleTIFF(orientation) : tiff(orientation))
        return png[..<place] + chunk + png[place...]
    }

    private static func tiff(_ orientation: UInt8) -> [UInt8] {
        Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1] + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
            + [0, 0, 0, 0]
    }

    private static func littleTIFF(_ orientation: UInt8) -> [UInt8] {
        Array("II".utf8) + [42, 0, 8, 0, 0, 0, 1, 0] + [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
            + [0, 0, 0, 0]
    }

    /// A JPEG with another segment right after its start.
    public static func segment(_ marker: UInt8, _ body: [UInt8], in jpeg: [UInt8]) -> [UInt8] {
        let length = body.count + 2
        return [0xFF, 0xD8, 0xFF, marker, UInt8(length >> 8), UInt8(length & 255)] + body + jpeg.dropFirst(2)
    }

    /// A PNG that claims a size and holds no pixels worth mentioning.
    public static func pngClaiming(
        width: UInt32,
        height: UInt32,
        interlaced: Bool = false,
        alpha: Bool = false
    ) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + pngChunk("IHDR", bigEndian(width) + bigEndian(height) + [8, alpha ? 6 : 2, 0, 0, interlaced ? 1 : 0])
            + pngChunk("IDAT", [0x78, 0x9C, 0x63, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01])
            + pngChunk("IEND", [])
    }

    /// A chunk of a PNG, with its checksum.
    public static func pngChunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + body
        return bigEndian(UInt32(body.count)) + named + bigEndian(crc(named))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
    }
}
