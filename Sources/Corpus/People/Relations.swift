/// Whom the local users know, in one array for all (compressed rows), and who follows whom the other way round.
struct Relations: Sendable {
    /// A user's view of a person.
    struct Relation: Sendable {
        /// Who.
        let person: UInt32
        /// The user's aspects the person is in, a bit for each.
        let aspects: UInt8
        /// Whether the person shares with the user.
        let isSharing: Bool

        /// Whether the user follows the person; then the person is in an aspect.
        var isReceiving: Bool { aspects != 0 }
    }

    private let starts: [UInt32]
    private let relations: [Relation]
    private let followerStarts: [UInt32]
    private let followers: [UInt32]

    /// Draws every local user's contacts.
    init(_ seed: Seed, _ shape: WorldShape, _ people: People) {
        var starts: [UInt32] = [0]
        var relations: [Relation] = []
        // The last user who drew a person, to draw nobody twice.
        var drawnBy = [Int32](repeating: -1, count: people.count)
        for user in 0..<people.localCount {
            var random = seed.source(.relations, user)
            drawnBy[user] = Int32(user)
            let wanted = Self.size(shape, people.count, &random)
            let aspects = Aspects.count(seed, user: user)
            for _ in 0..<wanted {
                // Every seventh is somebody from here, since pods begin with people who know each other.
                let person = random.chance(0.15) ? random.below(people.localCount) : people.followed.sample(&random)
                guard drawnBy[person] != Int32(user) else { continue }
                drawnBy[person] = Int32(user)
                let isReceiving = random.chance(0.9)
                relations.append(
                    Relation(
                        person: UInt32(person),
                        aspects: isReceiving ? Aspects.draw(of: aspects, &random) : 0,
                        isSharing: !isReceiving || random.chance(shape.habits.mutual)
                    )
                )
            }
            starts.append(UInt32(relations.count))
        }
        self.starts = starts
        self.relations = relations
        (followerStarts, followers) = Self.inverse(starts, relations, people.count)
    }

    /// Everybody a user knows.
    func contacts(of user: Int) -> ArraySlice<Relation> { relations[Int(starts[user])..<Int(starts[user + 1])] }

    /// The local users who follow a person.
    func followers(of person: Int) -> ArraySlice<UInt32> {
        followers[Int(followerStarts[person])..<Int(followerStarts[person + 1])]
    }

    /// How many to draw: a little more than the shape says, for those drawn twice are dropped.
    private static func size(_ shape: WorldShape, _ people: Int, _ random: inout RandomSource) -> Int {
        let size = random.logNormal(median: shape.medianContacts * 1.1, sigma: shape.habits.contactsSigma)
        return min(max(Int(size), 1), people * 2 / 3, 5_000)
    }

    private static func inverse(
        _ starts: [UInt32],
        _ relations: [Relation],
        _ people: Int
    ) -> (starts: [UInt32], followers: [UInt32]) {
        var ends = [UInt32](repeating: 0, count: people + 1)
        for relation in relations where relation.isReceiving { ends[Int(relation.person) + 1] += 1 }
        for person in 0..<people { ends[person + 1] += ends[person] }
        var next = ends
        var followers = [UInt32](repeating: 0, count: Int(ends[people]))
        for user in 0..<starts.count - 1 {
            for relation in relations[Int(starts[user])..<Int(starts[user + 1])] where relation.isReceiving {
                followers[Int(next[Int(relation.person)])] = UInt32(user)
                next[Int(relation.person)] += 1
            }
        }
        return (ends, followers)
    }
}
