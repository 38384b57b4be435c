import SocialModel

/// Everybody in a world, as a few numbers each.
struct People: Sendable {
    /// Local users come first.
    let localCount: Int
    /// Everybody's ID, by number.
    let ids: [DiasporaID]
    /// The language each one writes.
    let languages: [UInt8]
    /// The pod of each; 0 is the one here.
    let pods: [UInt16]
    /// Each one's place among the most followed, from 0.
    let popularity: [UInt32]
    /// Draws who is followed.
    let followed: WeightedSampler
    /// Draws who is active among the local users.
    let activeLocal: WeightedSampler
    /// Draws who is active among the others, counted from the first remote one.
    let activeRemote: WeightedSampler

    private let givenNames: [UInt16]
    private let familyNames: [UInt16]

    /// All of them.
    var count: Int { ids.count }

    /// Draws everybody.
    init(_ seed: Seed, _ shape: WorldShape) throws(CorpusError) {
        var random = seed.source(.people)
        let podRanks = WeightedSampler.zipf(count: shape.pods, exponent: 0.9, shift: 2)
        var ids: [DiasporaID] = []
        var languages: [UInt8] = []
        var pods: [UInt16] = []
        var givenNames: [UInt16] = []
        var familyNames: [UInt16] = []
        var namesakes: [String: Int] = [:]
        ids.reserveCapacity(shape.people)
        for number in 0..<shape.people {
            let pod = number < shape.localUsers ? 0 : 1 + podRanks.sample(&random)
            let language = Vocabulary.shares.sample(&random)
            let given = random.below(Vocabulary.all[language].givenNames.count)
            let base = Vocabulary.all[language].givenNames[given].ascii
            let namesake = "\(base)@\(Self.host(pod))"
            let earlier = namesakes[namesake, default: 0]
            namesakes[namesake] = earlier + 1
            let text = earlier == 0 ? namesake : "\(base)\(earlier + 1)@\(Self.host(pod))"
            guard let id = DiasporaID(text) else { throw .invalidName(text) }
            ids.append(id)
            languages.append(UInt8(language))
            pods.append(UInt16(pod))
            givenNames.append(UInt16(given))
            familyNames.append(UInt16(random.below(Vocabulary.all[language].familyNames.count)))
        }
        self.ids = ids
        self.languages = languages
        self.pods = pods
        self.givenNames = givenNames
        self.familyNames = familyNames
        localCount = shape.localUsers
        // Those who write most are not those who are followed most: each order is a shuffle of its own.
        var shuffler = seed.source(.popularity)
        popularity = Self.shuffledRanks(shape.people, &shuffler)
        followed = Self.ranked(popularity, exponent: 0.8, shift: 10)
        activeLocal = Self.ranked(Self.shuffledRanks(shape.localUsers, &shuffler), exponent: 1, shift: 8)
        activeRemote = Self.ranked(Self.shuffledRanks(shape.remotePeople, &shuffler), exponent: 1, shift: 8)
    }

    /// Whether a person has an account here.
    func isLocal(_ number: Int) -> Bool { number < localCount }

    /// Given and family name; one person in 25 gives none, as many on real pods.
    func name(_ number: Int) -> (first: String, last: String)? {
        guard SplitMix64.mix(UInt64(number)) % 25 != 0 || number == 0 else { return nil }
        let language = language(number)
        return (
            language.givenNames[Int(givenNames[number])].name, language.familyNames[Int(familyNames[number])]
        )
    }

    /// What items call the person.
    func displayName(_ number: Int) -> String { name(number).map { "\($0.first) \($0.last)" } ?? ids[number].text }

    /// The language a person writes.
    func language(_ number: Int) -> Vocabulary { Vocabulary.all[Int(languages[number])] }

    /// The host of a pod: a reserved name (RFC 2606).
    static func host(_ pod: Int) -> String {
        guard pod > 0 else { return "pod.example" }
        let name = hostNames[(pod - 1) % hostNames.count]
        let round = (pod - 1) / hostNames.count
        return round == 0 ? "\(name).example" : "\(name)\(round + 1).example"
    }

    private static let hostNames = """
        willow harbour lantern meadow orchard juniper pebble heron clover thistle bramble maple cinder marble otter
        saffron velvet walnut compass beacon quarry tundra lagoon prairie cobalt amber indigo nimbus aurora zephyr
        social.river social.hill pod.forest pod.island dia.garden dia.workshop
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    // MARK: - Ranks

    private static func shuffledRanks(_ count: Int, _ random: inout RandomSource) -> [UInt32] {
        var ranks = (0..<UInt32(count)).map { $0 }
        for last in stride(from: count - 1, to: 0, by: -1) { ranks.swapAt(last, random.below(last + 1)) }
        return ranks
    }

    private static func ranked(_ ranks: [UInt32], exponent: Double, shift: Double) -> WeightedSampler {
        WeightedSampler(weights: ranks.map { PortableMath.power(Double($0) + shift, -exponent) })
    }
}
