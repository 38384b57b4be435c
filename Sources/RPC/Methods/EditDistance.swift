/// How many letters must be changed, added or left out to make one name of another.
enum EditDistance {
    static func between(_ one: String, _ other: String) -> Int {
        let other = Array(other.utf8)
        var row = Array(0...other.count)
        for (index, byte) in one.utf8.enumerated() {
            var corner = row[0]
            row[0] = index + 1
            for column in other.indices {
                let replaced = corner + (byte == other[column] ? 0 : 1)
                corner = row[column + 1]
                row[column + 1] = min(replaced, corner + 1, row[column] + 1)
            }
        }
        return row[other.count]
    }
}
