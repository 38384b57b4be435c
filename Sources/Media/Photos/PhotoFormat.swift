/// A format of pictures that is accepted, told by the bytes and never by a name.
enum PhotoFormat: Equatable {
    case jpeg, png, gif, webp

    /// Looks at the first bytes of a file.
    init(of bytes: RawSpan) throws(MediaError) {
        let head = unsafe bytes.extracting(first: 64).withUnsafeBytes { unsafe Array($0) }
        for signature in Signature.all where signature.matches(head) {
            guard let format = signature.format else { throw .unsupported(format: signature.name) }
            self = format
            return
        }
        throw .notAnImage
    }
}

/// The bytes with which files of a format begin.
private struct Signature {
    let name: String
    let format: PhotoFormat?
    let offset: Int
    let bytes: [UInt8]

    init(_ name: String, _ format: PhotoFormat? = nil, at offset: Int = 0, bytes: [UInt8]) {
        self.name = name
        self.format = format
        self.offset = offset
        self.bytes = bytes
    }

    init(_ name: String, _ format: PhotoFormat? = nil, at offset: Int = 0, text: String) {
        self.init(name, format, at: offset, bytes: Array(text.utf8))
    }

    func matches(_ head: [UInt8]) -> Bool {
        head.count >= offset + bytes.count && head[offset..<offset + bytes.count].elementsEqual(bytes)
    }

    /// Those without a format are known only to be refused by their name.
    static let all: [Signature] = [
        Signature("JPEG", .jpeg, bytes: [0xFF, 0xD8, 0xFF]),
        Signature("PNG", .png, bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        Signature("GIF", .gif, text: "GIF87a"),
        Signature("GIF", .gif, text: "GIF89a"),
        Signature("WebP", .webp, at: 8, text: "WEBP"),
        Signature("SVG", text: "<svg"),
        Signature("XML", text: "<?xml"),
        Signature("PDF", text: "%PDF"),
        Signature("PostScript", text: "%!"),
        Signature("PostScript", bytes: [0xC5, 0xD0, 0xD3, 0xC6]),
        Signature("TIFF", bytes: [0x49, 0x49, 0x2A, 0x00]),
        Signature("TIFF", bytes: [0x4D, 0x4D, 0x00, 0x2A]),
        Signature("BigTIFF", bytes: [0x49, 0x49, 0x2B, 0x00]),
        Signature("BigTIFF", bytes: [0x4D, 0x4D, 0x00, 0x2B]),
        Signature("PSD", text: "8BPS"),
        Signature("BMP", text: "BM"),
        Signature("AVIF", at: 4, text: "ftypavif"),
        Signature("HEIF", at: 4, text: "ftyp"),
        Signature("JPEG XL", bytes: [0xFF, 0x0A]),
        Signature("JPEG XL", bytes: [0x00, 0x00, 0x00, 0x0C, 0x4A, 0x58, 0x4C, 0x20]),
        Signature("JPEG 2000", bytes: [0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20]),
        Signature("JPEG 2000", bytes: [0xFF, 0x4F, 0xFF, 0x51]),
    ]
}
