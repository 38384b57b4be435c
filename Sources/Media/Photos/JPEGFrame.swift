import Glibc

/// What a JPEG says of how it is coded: libvips does not tell, and memory and time hang on it.
struct JPEGFrame: Equatable {
    /// Decoded only as a whole, after the last of its scans.
    var isProgressive = false
    /// Samples of all components for 64 pixels: 192 at full colour, 96 in the usual half.
    var samplesPerBlock = 192
    var scans = 0

    /// Reads the markers; what is no JPEG has no scans.
    init(_ bytes: RawSpan) {
        var at = 2
        while let marker = Self.next(in: bytes, from: at) {
            at = marker.end
            switch marker.code {
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF: readFrame(bytes, at: at)
            case 0xDA: scans += 1
            default: break
            }
            // Parts without a length are restarts, starts and ends.
            guard marker.code != 0x01, !(0xD0...0xD9).contains(marker.code), at + 2 <= bytes.byteCount else { continue }
            at += max(2, Int(bytes[at]) << 8 | Int(bytes[at + 1]))
        }
    }

    private mutating func readFrame(_ bytes: RawSpan, at start: Int) {
        // Length, precision, height, width, then three bytes for each component.
        guard start + 8 <= bytes.byteCount else { return }
        isProgressive = isProgressive || bytes[start - 1] & 3 == 2
        let count = Int(bytes[start + 7])
        guard start + 8 + 3 * count <= bytes.byteCount else { return }
        let factors = (0..<count).map { bytes[start + 9 + 3 * $0] }
        let across = factors.map { Int($0 >> 4) }
        let down = factors.map { Int($0 & 15) }
        guard let most = across.max(), let highest = down.max(), most > 0, highest > 0 else { return }
        let samples = zip(across, down).reduce(0) { $0 + $1.0 * $1.1 }
        samplesPerBlock = (64 * samples + most * highest - 1) / (most * highest)
    }

    /// The next marker from a place on; between them may be megabytes.
    private static func next(in bytes: RawSpan, from start: Int) -> (code: UInt8, end: Int)? {
        unsafe bytes.withUnsafeBytes { bytes in
            var at = start
            while at + 1 < bytes.count, let base = bytes.baseAddress,
                let found = unsafe memchr(base + at, 0xFF, bytes.count - 1 - at)
            {
                at = unsafe base.distance(to: UnsafeRawPointer(found))
                let code = unsafe bytes[at + 1]
                if code != 0, code != 0xFF { return (code, at + 2) }
                at += 1
            }
            return nil
        }
    }
}

extension RawSpan {
    fileprivate subscript(_ offset: Int) -> UInt8 { unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self) }
}
