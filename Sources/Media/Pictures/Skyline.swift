import Glibc

/// The outline of a range of hills or of a wood: a height, from the top, for each column.
enum Skyline {
    /// Rolling or rugged hills around a height.
    static func hills(
        width: Int,
        around level: Double,
        amplitude: Double,
        ruggedness: Double,
        _ random: inout SplitMix64
    ) -> [Float] {
        var heights = [Double](repeating: level, count: width)
        var amplitude = amplitude
        var waves = random.between(0.6, 2.2)
        for _ in 0..<7 {
            let knots = (0..<Int(waves) + 3).map { _ in random.between(-1, 1) }
            for column in 0..<width {
                heights[column] += amplitude * smooth(knots, at: Double(column) / Double(width) * waves)
            }
            waves *= 2.1
            amplitude *= ruggedness
        }
        return heights.map(Float.init)
    }

    /// Firs of differing heights, standing on a ground.
    static func firs(on ground: [Float], height: Double, _ random: inout SplitMix64) -> [Float] {
        var outline = ground
        var at = random.between(-height, 0)
        while at < Double(ground.count) + height {
            let tall = height * random.between(0.45, 1)
            let half = tall * random.between(0.16, 0.24)
            let (from, to) = (max(0, Int(at - half)), min(ground.count - 1, Int(at + half)))
            if from <= to {
                for column in from...to {
                    let inward = 1 - abs(Double(column) - at) / half
                    // Branches: steps that overhang a little.
                    let branches = inward + 0.05 * sin(inward * 30)
                    outline[column] = min(outline[column], ground[column] - Float(tall * max(0, branches)))
                }
            }
            at += half * random.between(0.5, 2.4)
        }
        return outline
    }

    /// Between knots at 0, 1, 2 …, without corners.
    private static func smooth(_ knots: [Double], at position: Double) -> Double {
        let index = Int(position)
        let t = position - Double(index)
        let eased = t * t * (3 - 2 * t)
        return knots[index] * (1 - eased) + knots[index + 1] * eased
    }
}
