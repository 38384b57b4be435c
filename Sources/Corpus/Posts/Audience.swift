/// Who may see a limited post.
struct Audience: Sendable {
    /// The aspects a local author chose, by number.
    let aspects: [Int]
    /// Local people who receive it.
    let recipients: [Int]

    /// Nobody in particular: a public post.
    static let everybody = Audience(aspects: [], recipients: [])
}

extension World {
    /// Whom a limited post is for; the same whenever it is asked.
    func audience(of post: Int) -> Audience {
        guard timeline.isLimited(post) else { return .everybody }
        let author = Int(timeline.authors[post])
        var random = seed.source(.audience, post)
        guard people.isLocal(author) else {
            return Audience(aspects: [], recipients: receivers(ofRemote: author, &random))
        }
        let all = Aspects.count(seed, user: author)
        // Now and then somebody posts to all aspects at once.
        let chosen = random.chance(0.15) ? Array(0..<all) : [min(random.below(5), all - 1)]
        let mask = chosen.reduce(UInt8(0)) { $0 | 1 << UInt8($1) }
        let recipients = relations.contacts(of: author).filter {
            $0.aspects & mask != 0 && people.isLocal(Int($0.person))
        }
        return Audience(aspects: chosen, recipients: recipients.map { Int($0.person) })
    }

    /// One to a few of the local users who follow the author, else somebody who does not.
    private func receivers(ofRemote author: Int, _ random: inout RandomSource) -> [Int] {
        let followers = relations.followers(of: author)
        var receivers: [Int] = []
        for _ in 0...random.poisson(mean: 1.5) {
            let user =
                followers.isEmpty
                ? random.below(people.localCount) : Int(followers[followers.startIndex + random.below(followers.count)])
            if !receivers.contains(user) { receivers.append(user) }
        }
        return receivers
    }
}
