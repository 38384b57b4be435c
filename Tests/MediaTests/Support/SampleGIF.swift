/// A GIF made byte by byte, its pixels in the order of the file and not compressed.
struct SampleGIF {
    var screen = [5, 4]
    var palette: [UInt8]? = SampleGIF.colours(1)
    /// Left, top, width and height.
    var frame = [0, 0, 5, 4]
    var ownPalette: [UInt8]?
    var isInterlaced = false
    /// What stands before the frame.
    var extensions: [UInt8] = []
    var bits = 2
    /// Two bits each, unless told otherwise.
    var pixels: [UInt8]?
    /// Of codes, the end at last.
    var codes: [Int]?
    var after: [UInt8] = []

    /// Four colours.
    static func colours(_ seed: UInt8) -> [UInt8] { (0..<12).map { 250 &- seed &* 17 &* ($0 &+ 3) } }

    static func control(transparent: UInt8?, delay: UInt8 = 7) -> [UInt8] {
        [0x21, 0xF9, 4, transparent == nil ? 0 : 1, delay, 0, transparent ?? 0, 0]
    }

    static let comment: [UInt8] = [0x21, 0xFE, 3, 65, 66, 67, 2, 68, 69, 0]
    static let loop: [UInt8] = [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0]

    var bytes: [UInt8] {
        let head = Array("GIF89a".utf8) + Self.numbers(screen) + [palette == nil ? 0 : 0x81, 1, 0]
        let flags: UInt8 = (ownPalette == nil ? 0 : 0x81) | (isInterlaced ? 0x40 : 0)
        return head + (palette ?? []) + extensions + [0x2C] + Self.numbers(frame) + [flags] + (ownPalette ?? [])
            + [UInt8(bits)] + Self.blocks(packed) + after + [0x3B]
    }

    private static func numbers(_ numbers: [Int]) -> [UInt8] { numbers.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] } }

    private static func blocks(_ bytes: [UInt8]) -> [UInt8] {
        stride(from: 0, to: bytes.count, by: 7).flatMap { at in
            let block = bytes[at..<min(at + 7, bytes.count)]
            return [UInt8(block.count)] + block
        } + [0]
    }

    /// Codes of one width: the table is cleared before there would be longer ones.
    private var packed: [UInt8] {
        let clear = 1 << bits
        let numbers = pixels ?? (0..<frame[2] * frame[3]).map { UInt8(($0 * 7 + $0 / 5) % 4) }
        let codes = codes ?? numbers.flatMap { [clear, Int($0)] } + [clear + 1]
        var bytes: [UInt8] = []
        for (index, code) in codes.enumerated() {
            for bit in 0...bits {
                let place = index * (bits + 1) + bit
                if place / 8 == bytes.count { bytes.append(0) }
                bytes[place / 8] |= UInt8(code >> bit & 1) << UInt8(place % 8)
            }
        }
        return bytes
    }
}
