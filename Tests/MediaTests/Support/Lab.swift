import Glibc

/// A colour as people see it: CIE L*a*b* under D65.
struct Lab {
    private let values: SIMD3<Double>

    /// From red, green and blue in sRGB; what follows them is left out.
    init(_ colour: [UInt8]) {
        let linear = colour.prefix(3).map { sample in
            let value = Double(sample) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        func curve(_ red: Double, _ green: Double, _ blue: Double, _ white: Double) -> Double {
            let share = (red * linear[0] + green * linear[1] + blue * linear[2]) / white
            return share > 216.0 / 24_389 ? cbrt(share) : (share * 24_389 / 27 + 16) / 116
        }
        let x = curve(0.4124564, 0.3575761, 0.1804375, 0.95047)
        let y = curve(0.2126729, 0.7151522, 0.0721750, 1)
        let z = curve(0.0193339, 0.1191920, 0.9503041, 1.08883)
        values = SIMD3(116 * y - 16, 500 * (x - y), 200 * (y - z))
    }

    /// CIE 1976: from about 2 on, people see two colours beside each other as two.
    static func differences(_ some: [[UInt8]], _ others: [[UInt8]]) -> [Double] {
        zip(some, others).map { one, other in
            let way = Lab(one).values - Lab(other).values
            return (way * way).sum().squareRoot()
        }
    }
}
