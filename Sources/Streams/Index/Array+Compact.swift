extension Array {
    /// Gives back the room that growing took in advance.
    mutating func compact() {
        var exact: [Element] = []
        exact.reserveCapacity(count)
        exact.append(contentsOf: self)
        self = exact
    }
}
