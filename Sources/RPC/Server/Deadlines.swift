import NIOCore

/// When the requests at work must be answered at the latest.
struct Deadlines {
    private var times: [Int: NIODeadline] = [:]

    /// The next one, if any.
    var earliest: NIODeadline? { times.values.min() }

    mutating func set(_ call: Int, _ time: NIODeadline) { times[call] = time }

    mutating func remove(_ call: Int) { times[call] = nil }

    /// Takes out those that are over, in the order of the calls.
    mutating func takeExpired(at now: NIODeadline) -> [Int] {
        let expired = times.filter { $0.value <= now }.keys.sorted()
        for call in expired { times[call] = nil }
        return expired
    }
}
