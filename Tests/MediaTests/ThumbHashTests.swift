import Foundation
import Testing

@testable import Media

@Suite struct ThumbHashTests {
    private func rgba(_ width: Int, _ height: Int, _ pixel: (Int, Int) -> [UInt8]) -> [UInt8] {
        (0..<width * height).flatMap { pixel($0 % width, $0 / width) }
    }

    /// Reads the format's fields back, lowest bits first, and adds up its cosines.
    private func decode(_ hash: [UInt8], width: Int, height: Int) -> (alpha: Double, pixels: [[Double]]) {
        var position = 0
        func take(_ width: Int) -> Double {
            defer { position += width }
            return Double(
                (0..<width).reduce(0) { sum, bit in
                    let at = position + bit
                    return sum | (at / 8 < hash.count ? Int(hash[at / 8] >> (at % 8) & 1) << bit : 0)
                }
            )
        }
        let means = [take(6) / 63, take(6) / 31.5 - 1, take(6) / 31.5 - 1]
        let lightScale = take(5) / 31
        let hasAlpha = take(1) == 1
        let shorter = Int(take(3))
        let scales = [lightScale, take(6) / 63, take(6) / 63]
        let isLandscape = take(1) == 1
        let alpha = hasAlpha ? take(4) / 15 : 1
        if hasAlpha { _ = take(4) }
        let longer = hasAlpha ? 5 : 7
        let counts = [
            (max(3, isLandscape ? longer : shorter), max(3, isLandscape ? shorter : longer)), (3, 3), (3, 3),
        ]
        var planes: [[Double]] = []
        for (channel, (across, down)) in counts.enumerated() {
            var plane = [Double](repeating: means[channel], count: width * height)
            for v in 0..<down {
                for u in 0..<across where u + v > 0 && u * down < across * (down - v) {
                    let amount = (take(4) / 7.5 - 1) * scales[channel] * (u > 0 ? 2 : 1) * (v > 0 ? 2 : 1)
                    for index in plane.indices {
                        let x = Double(index % width) + 0.5
                        let y = Double(index / width) + 0.5
                        plane[index] +=
                            amount * cos(.pi * Double(u) * x / Double(width))
                            * cos(.pi * Double(v) * y / Double(height))
                    }
                }
            }
            planes.append(plane)
        }
        let pixels = planes[0].indices.map { index in
            let blue = planes[0][index] - 2 / 3 * planes[1][index]
            let red = (3 * planes[0][index] - blue + planes[2][index]) / 2
            return [red, red - planes[2][index], blue].map { $0 * 255 }
        }
        return (alpha, pixels)
    }

    @Test(arguments: [[255, 255, 255], [0, 0, 0], [200, 40, 40], [20, 120, 220], [128, 128, 128]] as [[UInt8]])
    func holdsAPlainColour(colour: [UInt8]) throws {
        let hash = ThumbHash.encode(rgba: rgba(20, 10) { _, _ in colour + [255] }, width: 20, height: 10)
        for (own, expected) in zip(decode(hash, width: 1, height: 1).pixels[0], colour) {
            #expect(abs(own - Double(expected)) < 12)
        }
    }

    /// Worked out by hand: white is L 63 of 63, P and Q 31.5 → 32 of 63, and all scales are nothing.
    @Test func writesTheHeaderOfWhite() {
        let hash = ThumbHash.encode(rgba: rgba(4, 4) { _, _ in [255, 255, 255, 255] }, width: 4, height: 4)
        let header24 = 63 | 32 << 6 | 32 << 12
        #expect(
            Array(hash.prefix(5)) == [UInt8(header24 & 255), UInt8(header24 >> 8 & 255), UInt8(header24 >> 16), 7, 0]
        )
    }

    @Test func growsWithWhatItHolds() {
        let square = rgba(10, 10) { x, y in [UInt8(x * 25), UInt8(y * 25), 90, 255] }
        // 27 coefficients of light (7 × 7, below the diagonal) and 5 each of the two colours: 37 halves after 5 bytes.
        #expect(ThumbHash.encode(rgba: square, width: 10, height: 10).count == 5 + 19)
        var clear = square
        clear[3] = 0
        // 14 of light (5 × 5), 5, 5, and 14 of alpha: 38 halves after 6 bytes.
        #expect(ThumbHash.encode(rgba: clear, width: 10, height: 10).count == 6 + 19)
    }

    @Test(arguments: [(60, 40), (40, 60), (50, 50), (100, 8), (8, 100)])
    func resemblesThePicture(width: Int, height: Int) {
        let pixels = rgba(width, height) { x, y in
            [UInt8(30 + 190 * x / width), UInt8(40 + 120 * y / height), UInt8(200 - 150 * x / width), 255]
        }
        let decoded = decode(ThumbHash.encode(rgba: pixels, width: width, height: height), width: width, height: height)
        var error = 0.0
        for (index, colour) in decoded.pixels.enumerated() {
            for component in 0..<3 { error += abs(colour[component] - Double(pixels[index * 4 + component])) }
        }
        #expect(error / Double(3 * decoded.pixels.count) < 10)
    }

    @Test func weighsColoursByTheirOpacity() {
        let pixels = rgba(20, 20) { x, _ in x < 10 ? [220, 60, 30, 255] : [0, 255, 0, 0] }
        let decoded = decode(ThumbHash.encode(rgba: pixels, width: 20, height: 20), width: 1, height: 1)
        #expect(abs(decoded.alpha - 0.5) < 0.05)
        #expect(abs(decoded.pixels[0][0] - 220) < 14 && abs(decoded.pixels[0][1] - 60) < 14)
    }

    @Test func refusesWhatIsNoSmallPicture() {
        #expect(ThumbHash.encode(rgba: [], width: 0, height: 0) == [])
        #expect(ThumbHash.encode(rgba: [1, 2, 3], width: 1, height: 1) == [])
        #expect(ThumbHash.encode(rgba: [UInt8](repeating: 9, count: 404), width: 101, height: 1) == [])
    }
}
