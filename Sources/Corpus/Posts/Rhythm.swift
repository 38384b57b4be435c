/// When people write: little at night, most in the evening, less on a Saturday.
struct Rhythm: Sendable {
    private let start: Int64
    /// The share of everything that has been written by the end of each hour.
    private let shares: [Double]

    /// A span of whole days that ends at this second.
    init(days: Int, end: Int64) {
        start = end - Int64(days) * 86_400
        var shares: [Double] = []
        var sum = 0.0
        for hour in 0..<days * 24 {
            let time = start / 3_600 + Int64(hour)
            sum += Self.hours[Int(time % 24)] * Self.weekdays[Int(time / 24 % 7)]
            shares.append(sum)
        }
        self.shares = shares.map { $0 / sum }
    }

    /// How much is written in each hour of the day, UTC: most pods are in Europe.
    static let hours = [
        1.6, 1.0, 0.8, 0.7, 0.9, 1.6, 2.6, 3.6, 4.2, 4.6, 4.8, 5.0, 5.2, 5.2, 5.0, 5.0, 5.2, 5.6, 6.2, 6.8, 7.0, 6.2,
        4.4,
        2.8,
    ]

    /// The days of the week from the epoch's Thursday.
    private static let weekdays = [1.0, 0.95, 0.85, 0.95, 1.0, 1.0, 1.0]

    /// Seconds since 1970 of this many events, in order, as if each had been drawn alone.
    func times(_ count: Int, _ seed: Seed) -> [UInt32] {
        // The gaps of sorted uniform numbers are exponential ones divided by their sum; the sum is drawn first.
        var random = seed.source(.postTimes)
        var total = random.exponential(mean: 1)
        for _ in 0..<count { total += random.exponential(mean: 1) }
        random = seed.source(.postTimes)
        var times: [UInt32] = []
        times.reserveCapacity(count)
        var sum = 0.0
        var hour = 0
        for _ in 0..<count {
            sum += random.exponential(mean: 1)
            let share = sum / total
            while hour < shares.count - 1, shares[hour] < share { hour += 1 }
            let before = hour == 0 ? 0 : shares[hour - 1]
            let part = (share - before) / (shares[hour] - before)
            times.append(UInt32(clamping: start + Int64(hour) * 3_600 + Int64(min(max(part, 0), 0.9999) * 3_600)))
        }
        return times
    }
}
