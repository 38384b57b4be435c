/// GIF's kind of LZW.
///
/// A code above the colours stands for what an earlier code stood for and one pixel more, and that is where it was
/// written: strings are copied from the pixels themselves.
enum GIFCompression {
    private static let longestCode = 12

    /// Fills `pixels` as far as there is something for them, and says how far.
    ///
    /// A frame may say that it ends before it is full, which libvips and browsers forgive; one whose codes cannot be, or
    /// that breaks off, is damaged. What follows the last pixel is left alone.
    static func decode(
        _ bytes: RawSpan,
        _ reader: inout GIFReader,
        into pixels: inout [UInt8]
    ) throws(MediaError) -> Int {
        if pixels.isEmpty { return 0 }
        let colourBits = Int(try reader.byte(bytes))
        guard colourBits < longestCode else { throw GIFReader.damaged }
        let clear = 1 << colourBits
        var codes = CodeReader(at: reader)
        var strings = [Slice](repeating: Slice(0, 0), count: 1 << longestCode)
        var (bits, free) = (colourBits + 1, clear + 2)
        var last: Slice?
        var count = 0
        let room = pixels.count
        var span = pixels.mutableSpan
        var pixels = unsafe span.mutableBytes
        var table = strings.mutableSpan
        while count < room {
            guard let code = try codes.next(bits, in: bytes) else { break }
            if code == clear {
                (bits, free) = (colourBits + 1, clear + 2)
                last = nil
                continue
            }
            if let last {
                if code == clear + 1 { return count }
                guard code <= free else { throw GIFReader.damaged }
                if free < 1 << longestCode {
                    table[free] = Slice(last.start, last.length + 1)
                    if free == 1 << bits - 1, bits < longestCode { bits += 1 }
                    free += 1
                }
            } else if code > clear {
                throw GIFReader.damaged
            }
            var length = 1
            if code < clear {
                pixels.storeBytes(of: UInt8(truncatingIfNeeded: code), toByteOffset: count, as: UInt8.self)
            } else {
                let string = table[code]
                length = min(string.length, room - count)
                copy(string.start, length, to: count, in: &pixels)
            }
            last = Slice(count, length)
            count += length
        }
        guard count > 0 else { throw GIFReader.damaged }
        return count
    }

    /// Pixels from another place below, of which the last may be the first of the copy.
    @inline(__always)
    private static func copy(_ start: Int, _ length: Int, to end: Int, in pixels: inout MutableRawSpan) {
        let wide = MemoryLayout<UInt64>.size
        if start + length <= end, end + length + wide <= pixels.byteCount {
            // What is written too much is overwritten by what follows.
            for at in stride(from: 0, to: length, by: wide) {
                let some = unsafe pixels.unsafeLoadUnaligned(fromByteOffset: start + at, as: UInt64.self)
                pixels.storeBytes(of: some, toByteOffset: end + at, as: UInt64.self)
            }
        } else {
            for at in 0..<length {
                let one = unsafe pixels.unsafeLoad(fromByteOffset: start + at, as: UInt8.self)
                pixels.storeBytes(of: one, toByteOffset: end + at, as: UInt8.self)
            }
        }
    }

    /// Some of the pixels; small, so that all of a table are at hand.
    private struct Slice {
        private let place: (start: Int32, length: Int32)
        var start: Int { Int(place.start) }
        var length: Int { Int(place.length) }

        init(_ start: Int, _ length: Int) {
            place = (Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: length))
        }
    }

    /// Codes lie one behind the other, lowest bits first, in blocks of up to 255 bytes of which an empty one is the last.
    private struct CodeReader {
        var at: GIFReader
        private var block = 0
        private var waiting: UInt64 = 0
        private var bits = 0

        init(at reader: GIFReader) { at = reader }

        /// Nothing after the last block.
        @inline(__always)
        mutating func next(_ width: Int, in bytes: RawSpan) throws(MediaError) -> Int? {
            if bits < width, try !fill(width, bytes) { return nil }
            let code = Int(waiting & (1 << UInt64(width) - 1))
            waiting >>= UInt64(width)
            bits -= width
            return code
        }

        /// Whether there are so many bits.
        private mutating func fill(_ width: Int, _ bytes: RawSpan) throws(MediaError) -> Bool {
            while bits < width {
                if block == 0 {
                    block = Int(try at.byte(bytes))
                    if block == 0 { return false }
                    guard block <= bytes.byteCount - at.at else { throw GIFReader.damaged }
                }
                for _ in 0..<min(block, (64 - bits) / 8) {
                    waiting |= UInt64(try at.byte(bytes)) << UInt64(bits)
                    (block, bits) = (block - 1, bits + 8)
                }
            }
            return true
        }
    }
}
