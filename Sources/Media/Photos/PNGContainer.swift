/// The chunks of a PNG file, as far as its orientation goes: libvips 8.14 does not read it.
enum PNGContainer {
    /// The orientation in its EXIF, 1 to 8; 1 if it says nothing.
    static func orientation(_ file: RawSpan) -> Int {
        var at = 8
        while at + 12 <= file.byteCount {
            let length = number(file, at, 4, isBigEndian: true)
            guard length <= file.byteCount - at - 12 else { return 1 }
            if number(file, at + 4, 4, isBigEndian: true) == exif {
                return orientation(inTIFF: file.extracting(at + 8..<at + 8 + length)) ?? 1
            }
            at += 12 + length
        }
        return 1
    }

    /// `eXIf`.
    private static let exif = 0x65_58_49_66
    private static let orientationTag = 0x0112
    private static let shortNumber = 3

    /// What the first directory of a TIFF structure says.
    private static func orientation(inTIFF tiff: RawSpan) -> Int? {
        guard tiff.byteCount >= 8 else { return nil }
        let mark = number(tiff, 0, 2, isBigEndian: true)
        guard mark == 0x4949 || mark == 0x4D4D else { return nil }
        let isBigEndian = mark == 0x4D4D
        let directory = number(tiff, 4, 4, isBigEndian: isBigEndian)
        guard directory + 2 <= tiff.byteCount else { return nil }
        for index in 0..<number(tiff, directory, 2, isBigEndian: isBigEndian) {
            let entry = directory + 2 + 12 * index
            guard entry + 12 <= tiff.byteCount else { return nil }
            guard number(tiff, entry, 2, isBigEndian: isBigEndian) == orientationTag else { continue }
            guard number(tiff, entry + 2, 2, isBigEndian: isBigEndian) == shortNumber else { return nil }
            let value = number(tiff, entry + 8, 2, isBigEndian: isBigEndian)
            return (1...8).contains(value) ? value : nil
        }
        return nil
    }

    private static func number(_ bytes: RawSpan, _ at: Int, _ count: Int, isBigEndian: Bool) -> Int {
        (0..<count).reduce(0) { value, index in
            let place = isBigEndian ? at + index : at + count - 1 - index
            return value << 8 | Int(unsafe bytes.unsafeLoad(fromByteOffset: place, as: UInt8.self))
        }
    }
}
