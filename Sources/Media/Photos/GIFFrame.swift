import CVips

/// The first frame of a GIF, decoded: one byte a pixel, where libvips keeps four beside the picture.
///
/// What the file leaves open is as libvips has it.
struct GIFFrame {
    let left: Int
    let top: Int
    let width: Int
    let height: Int
    let isInterlaced: Bool
    /// Red, green, blue and opacity of 256 colours; those that the file does not have are black, and nothing if there
    /// is transparency.
    let palette: [UInt8]
    /// The numbers of colours, in the order of the file.
    let pixels: [UInt8]
    /// How many of them the file has.
    let count: Int

    /// libvips' loader has a canvas no wider and no higher.
    private static let longestSide = 65_536

    /// Throws if the file ends within the frame, or what it says makes no sense.
    ///
    /// libvips' canvas always holds the first frame, and memory was predicted for no more.
    init(firstOf bytes: RawSpan, canvas: PictureSize) throws(MediaError) {
        var reader = GIFReader(at: 10)
        let screen = try reader.byte(bytes)
        // The colour of the background, which nobody shows, and the pixels' shape.
        reader.at += 2
        var palette = Self.noColours
        if screen & Self.hasPalette != 0 {
            try Self.read(&palette, 2 << Int(screen & 7), bytes, &reader)
        } else {
            palette.replaceSubrange(0..<8, with: [0, 0, 0, 255, 255, 255, 255, 255])
        }
        let transparent = try Self.transparent(bytes, &reader)
        guard try reader.byte(bytes) == Self.separator else { throw GIFReader.damaged }
        left = try reader.number(bytes)
        top = try reader.number(bytes)
        width = try reader.number(bytes)
        height = try reader.number(bytes)
        guard left + width <= canvas.width, top + height <= canvas.height,
            max(canvas.width, canvas.height) <= Self.longestSide
        else { throw GIFReader.damaged }
        let flags = try reader.byte(bytes)
        isInterlaced = flags & 0x40 != 0
        if flags & Self.hasPalette != 0 {
            palette = Self.noColours
            try Self.read(&palette, 2 << Int(flags & 7), bytes, &reader)
        }
        if let transparent { palette.replaceSubrange(4 * transparent..<4 * transparent + 4, with: [0, 0, 0, 0]) }
        var pixels = [UInt8](repeating: 0, count: width * height)
        count = try GIFCompression.decode(bytes, &reader, into: &pixels)
        (self.palette, self.pixels) = (palette, pixels)
    }

    /// Loads the frame on an empty canvas, of which the file's header gives the size: what is loaded has to be all in
    /// memory, as colours come when they are asked for.
    func loaded(
        _ header: Picture,
        _ load: (Picture) throws(MediaError) -> Picture
    ) throws(MediaError) -> Picture {
        try unsafe pixels.withUnsafeBufferPointer { pixels throws(MediaError) in
            let frame = unsafe cvips_frame(
                pixels: pixels.baseAddress,
                count: count,
                left: CInt(left),
                top: CInt(top),
                width: CInt(width),
                height: CInt(height),
                interlaced: isInterlaced
            )
            return try load(
                Picture(orThrow: MediaError.corrupt) { out in
                    unsafe cvips_coloured(header.image, frame, palette, out)
                }
            )
        }
    }

    private static let noColours = [UInt8](repeating: 0, count: 4 * 256)

    private static let hasPalette: UInt8 = 0x80
    private static let separator: UInt8 = 0x2C
    private static let extensionMark: UInt8 = 0x21
    private static let control: UInt8 = 0xF9
    private static let comment: UInt8 = 0xFE

    private static func read(
        _ palette: inout [UInt8],
        _ colours: Int,
        _ bytes: RawSpan,
        _ reader: inout GIFReader
    ) throws(MediaError) {
        for colour in 0..<colours {
            for sample in 0..<3 { palette[4 * colour + sample] = try reader.byte(bytes) }
            palette[4 * colour + 3] = 255
        }
    }

    /// Skips what stands before the frame, and gives the number of the colour that is transparent.
    private static func transparent(_ bytes: RawSpan, _ reader: inout GIFReader) throws(MediaError) -> Int? {
        var transparent: Int?
        while try reader.peek(bytes) == extensionMark {
            reader.at += 1
            let label = try reader.byte(bytes)
            if label == control {
                var inside = reader
                let packed = (try inside.byte(bytes), try inside.byte(bytes)).1
                inside.at += 2
                let colour = try inside.byte(bytes)
                if packed & 1 != 0 { transparent = Int(colour) }
            }
            // libvips' loader takes the first block of others than comments for one even if it is empty.
            if label != comment { reader.at += Int(try reader.byte(bytes)) }
            while true {
                let length = Int(try reader.byte(bytes))
                if length == 0 { break }
                reader.at += length
            }
        }
        return transparent
    }
}

/// A place in a GIF.
struct GIFReader {
    var at: Int

    static let damaged = MediaError.corrupt(detail: "the GIF is damaged")

    func peek(_ bytes: RawSpan) throws(MediaError) -> UInt8 {
        guard at < bytes.byteCount else { throw .corrupt(detail: "the GIF ends too early") }
        return unsafe bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self)
    }

    mutating func byte(_ bytes: RawSpan) throws(MediaError) -> UInt8 {
        let byte = try peek(bytes)
        at += 1
        return byte
    }

    /// Two bytes, the lower one first.
    mutating func number(_ bytes: RawSpan) throws(MediaError) -> Int {
        let low = Int(try byte(bytes))
        return low | Int(try byte(bytes)) << 8
    }
}
