/// Logarithm and exponential of only additions, multiplications and divisions, which IEEE 754 rounds alike everywhere.
///
/// C libraries differ in the last bit, and one such bit would be another world.
enum PortableMath {
    private static let logarithmOfTwo = 0.693_147_180_559_945_3

    /// The natural logarithm of a positive number, to about 15 digits.
    static func logarithm(_ value: Double) -> Double {
        var exponent = Double(value.exponent)
        var significand = value.significand
        if significand > 1.414_213_562_373_095 {
            significand /= 2
            exponent += 1
        }
        let ratio = (significand - 1) / (significand + 1)
        let square = ratio * ratio
        var sum = 0.0
        var power = ratio
        for odd in stride(from: 1.0, through: 23.0, by: 2.0) {
            sum += power / odd
            power *= square
        }
        return exponent * logarithmOfTwo + 2 * sum
    }

    /// e to this power, for -700…700.
    static func exponential(_ value: Double) -> Double {
        let bounded = min(max(value, -700), 700)
        let exponent = (bounded / logarithmOfTwo).rounded()
        let rest = bounded - exponent * logarithmOfTwo
        var sum = 1.0
        var term = 1.0
        for count in stride(from: 1.0, through: 18.0, by: 1.0) {
            term *= rest / count
            sum += term
        }
        return Double(sign: .plus, exponent: Int(exponent), significand: sum)
    }

    /// A positive number to this power.
    static func power(_ base: Double, _ exponent: Double) -> Double { exponential(exponent * logarithm(base)) }
}
