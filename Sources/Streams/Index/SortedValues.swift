extension Array {
    /// The first place whose element is at or beyond something, in an array where all such elements come last.
    func partition(_ isAtOrBeyond: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isAtOrBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension [UInt64] {
    /// The first place whose value is not below `value`, in an ascending array.
    func lowerBound(_ value: UInt64) -> Int { partition { $0 >= value } }
}

extension [UInt64] {
    /// Whether each value is above the one before it.
    var isAscending: Bool {
        var isAscending = true
        for index in indices.dropFirst() where self[index - 1] >= self[index] { isAscending = false }
        return isAscending
    }

    /// The values in ascending order: by one 11-bit digit after the other, which for millions takes a fraction of the
    /// time of comparing them.
    consuming func radixSorted() -> [UInt64] {
        let digitBits: UInt64 = 11
        var values = self
        var sorted = values
        let all = values.reduce(0, |)
        for shift in stride(from: UInt64(0), to: 64, by: Int(digitBits)) where all >> shift != 0 {
            var places = [Int](repeating: 0, count: 1 << digitBits + 1)
            for value in values { places[Int(value >> shift & 0x7FF) + 1] += 1 }
            for digit in 1..<places.count { places[digit] += places[digit - 1] }
            for value in values {
                let digit = Int(value >> shift & 0x7FF)
                sorted[places[digit]] = value
                places[digit] += 1
            }
            swap(&values, &sorted)
        }
        return values
    }
}
