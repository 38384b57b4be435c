/// The colour that there is most of in a picture.
enum DominantColour {
    /// As `#rrggbb`; pixels count as far as they can be seen, and nil is a picture of which nothing can.
    static func of(rgba: [UInt8]) -> String? {
        // Colours that differ in the lowest five bits of a sample are taken together.
        var cells = [Cell](repeating: Cell(), count: 512)
        for at in stride(from: 0, to: rgba.count - 3, by: 4) {
            let (red, green, blue) = (Int(rgba[at]), Int(rgba[at + 1]), Int(rgba[at + 2]))
            cells[(red >> 5) << 6 | (green >> 5) << 3 | blue >> 5].add(red, green, blue, weight: Int(rgba[at + 3]))
        }
        // Of equals the first, so that the same picture always has the same colour.
        var fullest = cells[0]
        for cell in cells where cell.weight > fullest.weight { fullest = cell }
        return fullest.weight > 0 ? fullest.text : nil
    }

    private struct Cell {
        var weight = 0
        private var sums = (red: 0, green: 0, blue: 0)

        mutating func add(_ red: Int, _ green: Int, _ blue: Int, weight: Int) {
            self.weight += weight
            sums.red += red * weight
            sums.green += green * weight
            sums.blue += blue * weight
        }

        var text: String {
            "#"
                + [sums.red, sums.green, sums.blue].map { sum in
                    let digits = String((sum + weight / 2) / weight, radix: 16)
                    return digits.count == 1 ? "0" + digits : digits
                }.joined()
        }
    }
}
