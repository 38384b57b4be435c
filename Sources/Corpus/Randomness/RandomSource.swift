/// Blackman and Vigna's xoshiro256** 1.0, seeded by SplitMix64.
///
/// The standard library's own generators and its ways of drawing from a range
/// may change between versions; these may not, as a seed must keep its meaning.
struct RandomSource: Sendable {
    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64

    init(seed: UInt64) {
        var spread = SplitMix64(seed: seed)
        self.init(state: [spread.next(), spread.next(), spread.next(), spread.next()])
    }

    /// Takes four words, not all 0.
    init(state: InlineArray<4, UInt64>) {
        (a, b, c, d) = (state[0], state[1], state[2], state[3])
    }

    /// 64 random bits.
    mutating func next() -> UInt64 {
        let result = Self.rotated(b &* 5, by: 7) &* 9
        let shifted = b << 17
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = Self.rotated(d, by: 45)
        return result
    }

    /// A number of 0..<bound, each as likely as the others (Lemire's multiplication); 0 if the bound is below 2.
    mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        let range = UInt64(bound)
        var product = next().multipliedFullWidth(by: range)
        if product.low < range {
            let rejected = (0 &- range) % range
            while product.low < rejected { product = next().multipliedFullWidth(by: range) }
        }
        return Int(product.high)
    }

    /// A number of 0..<1 with 53 random bits.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// True with this probability.
    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// One of the elements; nil if there is none.
    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[below(elements.count)]
    }

    private static func rotated(_ value: UInt64, by count: UInt64) -> UInt64 {
        value << count | value >> (64 - count)
    }
}
