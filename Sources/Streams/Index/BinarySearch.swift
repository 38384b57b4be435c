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
