extension RandomSource {
    /// Normally distributed about 0 with deviation 1 (Marsaglia's polar method).
    mutating func normal() -> Double {
        while true {
            let x = 2 * unit() - 1
            let y = 2 * unit() - 1
            let square = x * x + y * y
            if square > 0, square < 1 { return x * (-2 * PortableMath.logarithm(square) / square).squareRoot() }
        }
    }

    /// A number whose logarithm is normally distributed: delays, lengths, popularity.
    mutating func logNormal(median: Double, sigma: Double) -> Double {
        median * PortableMath.exponential(sigma * normal())
    }

    /// The gap between two events that are independent of each other.
    mutating func exponential(mean: Double) -> Double { -mean * PortableMath.logarithm(1 - unit()) }

    /// How many independent events happen where `mean` are expected.
    mutating func poisson(mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        // A sum of Poisson numbers is one; the product below would underflow for large means.
        if mean > 30 { return poisson(mean: mean / 2) + poisson(mean: mean / 2) }
        let limit = PortableMath.exponential(-mean)
        var product = unit()
        var count = 0
        while product > limit {
            product *= unit()
            count += 1
        }
        return count
    }
}
