/// The RIFF container of a WebP file, as far as leaving out metadata goes.
///
/// libvips 8.14 writes an EXIF chunk of its own into every WebP, asked to strip or not: useless, and a third of a small
/// thumbnail.
enum WebPContainer {
    /// The flags of the `VP8X` chunk that announce ICC, EXIF and XMP chunks.
    private static let metadataFlags: UInt8 = 0x20 | 0x08 | 0x04
    private static let metadataNames = ["ICCP", "EXIF", "XMP "].map { Array($0.utf8) }

    /// An encoder's output without `ICCP`, `EXIF` and `XMP` chunks, in the simple layout where that suffices.
    static func withoutMetadata(_ file: [UInt8]) -> [UInt8] {
        var kept = Array(file.prefix(12))
        kept.reserveCapacity(file.count)
        var at = 12
        while at + 8 <= file.count {
            let length = (0..<4).reduce(0) { $0 | Int(file[at + 4 + $1]) << (8 * $1) }
            let end = min(file.count, at + 8 + length + length % 2)
            let name = file[at..<at + 4]
            if name.elementsEqual("VP8X".utf8), length > 0 {
                let flags = file[at + 8] & ~metadataFlags
                if flags != 0 {
                    let start = kept.count
                    kept += file[at..<end]
                    kept[start + 8] = flags
                }
            } else if !metadataNames.contains(where: { name.elementsEqual($0) }) {
                kept += file[at..<end]
            }
            at = end
        }
        let size = kept.count - 8
        for byte in 0..<4 { kept[4 + byte] = UInt8(truncatingIfNeeded: size >> (8 * byte)) }
        return kept
    }

    /// Whether a file consists of frames, be it one.
    static func isAnimated(_ file: RawSpan) -> Bool {
        guard file.byteCount > 20 else { return false }
        let head = unsafe file.extracting(12..<21).withUnsafeBytes { unsafe Array($0) }
        return head.starts(with: "VP8X".utf8) && head[8] & 0x02 != 0
    }

    /// Whether a file's pixels may be coded without loss, which takes more memory to decode; an animation's may.
    static func isLossless(_ file: RawSpan) -> Bool {
        var at = 12
        while at + 8 <= file.byteCount {
            let head = unsafe file.extracting(at..<at + 8).withUnsafeBytes { unsafe Array($0) }
            if head.starts(with: "VP8 ".utf8) { return false }
            if head.starts(with: "VP8L".utf8) || head.starts(with: "ANMF".utf8) { return true }
            let length = head[4...].reversed().reduce(0) { $0 << 8 | Int($1) }
            at += 8 + length + length % 2
        }
        return true
    }
}
