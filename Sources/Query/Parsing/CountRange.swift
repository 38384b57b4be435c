/// Reads how many likes, comments or reshares are asked for.
enum CountRange {
    /// Reads `5`, `>5`, `>=5`, `<5`, `<=5`, `2..7`; nil for anything else, and for what no count can be.
    static func read(_ text: String) -> ClosedRange<Int>? {
        let greatest = QueryLimits.greatestCount
        for (sign, shift, isUpper) in [(">=", 0, false), ("<=", 0, true), (">", 1, false), ("<", -1, true)]
        where text.hasPrefix(sign) {
            guard let bound = number(text.dropFirst(sign.count)).map({ $0 + shift }), bound >= 0 else { return nil }
            return isUpper ? 0...bound : bound...max(bound, greatest)
        }
        guard let dots = text.firstRange(of: "..") else { return number(text[...]).map { $0...$0 } }
        guard let low = number(text[..<dots.lowerBound]), let high = number(text[dots.upperBound...]), low <= high
        else {
            return nil
        }
        return low...high
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...10).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(text), number <= QueryLimits.greatestCount
        else { return nil }
        return number
    }
}
