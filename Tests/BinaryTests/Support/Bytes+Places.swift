import Foundation

extension [UInt8] {
    /// Where a text stands, from the first to the last place.
    func places(of text: [UInt8]) -> [Int] {
        let (bytes, text) = (Data(self), Data(text))
        var places: [Int] = []
        var from = 0
        while let found = bytes.range(of: text, in: from..<bytes.count) {
            places.append(found.lowerBound)
            from = found.upperBound
        }
        return places
    }
}
