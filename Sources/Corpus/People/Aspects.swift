/// The aspects that a user has made: four that everybody begins with, and some of their own.
enum Aspects {
    /// What the pod calls them, and their names.
    static let all: [(key: String, name: String)] = [
        ("family", "Family"), ("friends", "Friends"), ("work", "Work"), ("acquaintances", "Acquaintances"),
        ("choir", "Choir"), ("neighbours", "Neighbours 🏡"), ("photography", "Photography"),
    ]

    /// Most people are acquaintances, few are family.
    private static let sizes = WeightedSampler(weights: [0.08, 0.25, 0.1, 0.42, 0.06, 0.05, 0.04])

    /// How many a user has.
    static func count(_ seed: Seed, user: Int) -> Int {
        var random = seed.source(.relations, -1 - user)
        return 4 + random.below(4)
    }

    /// The aspects of one contact: one, now and then two.
    static func draw(of count: Int, _ random: inout RandomSource) -> UInt8 {
        var aspects: UInt8 = 0
        for _ in 0..<(random.chance(0.12) ? 2 : 1) { aspects |= 1 << UInt8(min(sizes.sample(&random), count - 1)) }
        return aspects
    }
}
