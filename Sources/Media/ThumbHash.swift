import Glibc

/// A picture of at most 100 × 100 pixels as some 25 bytes, which a page can show blurred before the picture has come.
///
/// The format is Evan Wallace's ThumbHash: the lowest frequencies of a cosine transform of luminance (L), yellow–blue
/// (P), red–green (Q) and alpha (A), with four bits for each coefficient behind a header of their means and scales.
enum ThumbHash {
    /// Encodes sRGB pixels of four bytes each; empty if they do not fill a picture of 1 to 100 pixels a side.
    static func encode(rgba: [UInt8], width: Int, height: Int) -> [UInt8] {
        guard (1...100).contains(width), (1...100).contains(height), rgba.count == width * height * 4 else {
            return []
        }
        let planes = Planes(rgba, count: width * height)
        let longest = Double(max(width, height))
        let most = planes.hasAlpha ? 5.0 : 7.0
        let across = max(1, Int((most * Double(width) / longest).rounded()))
        let down = max(1, Int((most * Double(height) / longest).rounded()))

        let table = CosineTable(width: width, height: height)
        let light = Channel(planes.light, table, across: max(3, across), down: max(3, down))
        let yellow = Channel(planes.yellow, table, across: 3, down: 3)
        let red = Channel(planes.red, table, across: 3, down: 3)
        let alpha = planes.hasAlpha ? Channel(planes.alpha, table, across: 5, down: 5) : nil

        let isLandscape = width > height
        var bits = BitWriter()
        bits.append(light.mean * 63, 6)
        bits.append(31.5 + yellow.mean * 31.5, 6)
        bits.append(31.5 + red.mean * 31.5, 6)
        bits.append(light.scale * 31, 5)
        bits.append(alpha == nil ? 0 : 1, 1)
        bits.append(Double(isLandscape ? down : across), 3)
        bits.append(yellow.scale * 63, 6)
        bits.append(red.scale * 63, 6)
        bits.append(isLandscape ? 1 : 0, 1)
        if let alpha {
            bits.append(alpha.mean * 15, 4)
            bits.append(alpha.scale * 15, 4)
        }
        for channel in [light, yellow, red, alpha] {
            for coefficient in channel?.coefficients ?? [] {
                bits.append(coefficient * 15, 4)
            }
        }
        return bits.bytes
    }
}

/// The four channels, each 0 to 1 or -1 to 1; transparent pixels take on the mean colour.
private struct Planes {
    var light: [Double] = []
    var yellow: [Double] = []
    var red: [Double] = []
    var alpha: [Double] = []
    var hasAlpha = false

    init(_ rgba: [UInt8], count: Int) {
        var mean = SIMD3<Double>.zero
        var opacity = 0.0
        for pixel in 0..<count {
            let (colour, alpha) = Planes.pixel(rgba, pixel)
            mean += colour * alpha
            opacity += alpha
        }
        if opacity > 0 { mean /= opacity }
        hasAlpha = opacity < Double(count)
        for pixel in 0..<count {
            let (own, alpha) = Planes.pixel(rgba, pixel)
            let colour = mean * (1 - alpha) + own * alpha
            light.append(colour.sum() / 3)
            yellow.append((colour.x + colour.y) / 2 - colour.z)
            red.append(colour.x - colour.y)
            self.alpha.append(alpha)
        }
    }

    private static func pixel(_ rgba: [UInt8], _ index: Int) -> (colour: SIMD3<Double>, alpha: Double) {
        let at = index * 4
        let colour = SIMD3(Double(rgba[at]), Double(rgba[at + 1]), Double(rgba[at + 2])) / 255
        return (colour, Double(rgba[at + 3]) / 255)
    }
}

/// cos(π/n · k · (i + ½)) for each k that is ever asked for.
private struct CosineTable {
    let horizontal: [[Double]]
    let vertical: [[Double]]

    init(width: Int, height: Int) {
        horizontal = CosineTable.rows(width)
        vertical = CosineTable.rows(height)
    }

    private static func rows(_ count: Int) -> [[Double]] {
        (0..<7).map { k in
            (0..<count).map { i in cos(.pi / Double(count) * Double(k) * (Double(i) + 0.5)) }
        }
    }
}

/// The low frequencies of one channel.
private struct Channel {
    var mean = 0.0
    /// The largest coefficient's magnitude; the others are stored relative to it.
    var scale = 0.0
    /// 0 to 1, where ½ is none of a frequency.
    var coefficients: [Double] = []

    /// Takes the triangle of frequencies that lies below the diagonal of `across` × `down`.
    init(_ values: [Double], _ table: CosineTable, across: Int, down: Int) {
        for v in 0..<down {
            var u = 0
            while u * down < across * (down - v) {
                let amount = Channel.amount(of: table.horizontal[u], table.vertical[v], in: values)
                if u == 0, v == 0 {
                    mean = amount
                } else {
                    coefficients.append(amount)
                    scale = max(scale, abs(amount))
                }
                u += 1
            }
        }
        if scale > 0 {
            coefficients = coefficients.map { 0.5 + 0.5 / scale * $0 }
        }
    }

    private static func amount(of horizontal: [Double], _ vertical: [Double], in values: [Double]) -> Double {
        var sum = 0.0
        var index = 0
        for y in vertical {
            var row = 0.0
            for x in horizontal {
                row += values[index] * x
                index += 1
            }
            sum += row * y
        }
        return sum / Double(values.count)
    }
}

/// Numbers of a few bits each, the lowest bit first.
private struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private var used = 0

    mutating func append(_ value: Double, _ width: Int) {
        let number = min(max(0, Int(value.rounded())), (1 << width) - 1)
        for bit in 0..<width {
            if used % 8 == 0 { bytes.append(0) }
            bytes[used / 8] |= UInt8(number >> bit & 1) << (used % 8)
            used += 1
        }
    }
}
