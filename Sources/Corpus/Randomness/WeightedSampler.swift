/// Draws indices with given weights in constant time (Walker's alias method, as Vose builds it).
struct WeightedSampler: Sendable {
    /// How many indices there are.
    var count: Int { chances.count }

    /// The probability with which each column keeps its own index.
    private let chances: [Double]
    /// What a column gives otherwise.
    private let aliases: [UInt32]

    /// Takes weights that are not negative and not all 0, at most 2³².
    init(weights: [Double]) {
        let total = weights.reduce(0, +)
        var scaled = weights.map { $0 * Double(weights.count) / total }
        var chances = [Double](repeating: 1, count: weights.count)
        var aliases = (0..<UInt32(weights.count)).map { $0 }
        var small = scaled.indices.filter { scaled[$0] < 1 }
        var large = scaled.indices.filter { scaled[$0] >= 1 }
        while let low = small.popLast(), let high = large.last {
            chances[low] = scaled[low]
            aliases[low] = UInt32(high)
            scaled[high] -= 1 - scaled[low]
            if scaled[high] < 1 {
                large.removeLast()
                small.append(high)
            }
        }
        self.chances = chances
        self.aliases = aliases
    }

    /// Ranks whose weights fall as `1 / (rank + shift) ^ exponent` (Zipf and Mandelbrot); the first rank is 0.
    ///
    /// The shift flattens the head: without one, the first of 100,000 authors would write a twelfth of everything.
    static func zipf(count: Int, exponent: Double, shift: Double = 1) -> WeightedSampler {
        WeightedSampler(weights: (0..<max(count, 1)).map { PortableMath.power(Double($0) + shift, -exponent) })
    }

    /// An index.
    func sample(_ random: inout RandomSource) -> Int {
        let column = random.below(chances.count)
        return random.unit() < chances[column] ? column : Int(aliases[column])
    }
}
