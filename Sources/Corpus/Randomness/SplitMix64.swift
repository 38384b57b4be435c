/// Steele, Lea and Flood's SplitMix64 (OOPSLA 2014): spreads the bits of a seed, however small it is.
struct SplitMix64 {
    /// 2⁶⁴ divided by the golden ratio, odd.
    static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= Self.step
        return Self.mix(state)
    }

    /// The generator's output function, a bijection in which each input bit changes about half of the output bits.
    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
