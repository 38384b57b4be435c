import SocialModel

/// What somebody does with a post, as numbers.
struct Interaction: Sendable {
    /// What it is.
    enum Kind: Sendable {
        case comment
        case like
        /// A like of the comment that stands at this place among the post's interactions.
        case commentLike(Int)
        /// A local user hides the post.
        case hide
    }

    /// What it is.
    let kind: Kind
    /// Its place among the post's interactions.
    let index: Int
    /// By whom.
    let author: Int
    /// Seconds since 1970 of its arrival.
    let arrival: UInt32
    /// When it is taken back, and whether by the author of the post.
    let retraction: (second: UInt32, byRootAuthor: Bool)?
}

extension World {
    /// The most interactions of one kind that a post has.
    static let mostInteractions = 2_000

    /// All that people do with a post, comments first.
    func interactions(withPost post: Int) -> [Interaction] {
        var random = seed.source(.interactions, post)
        let habits = shape.habits
        let posts = Double(timeline.count)
        let attention = Double(timeline.attention[post])
        let end = timeline.retraction(post) ?? UInt32(clamping: shape.end.seconds)
        func number(_ total: Int, _ share: Double) -> Int {
            min(random.poisson(mean: Double(total) / posts * share * attention), Self.mostInteractions)
        }
        let comments = number(shape.comments, 1)
        let likes = number(shape.likes, 1 - habits.commentLikes)
        let commentLikes = comments == 0 ? 0 : number(shape.likes, habits.commentLikes * 2)
        let hides = random.poisson(mean: habits.hidesPerUser * Double(shape.localUsers) / posts)

        let audience = audience(of: post).recipients + [Int(timeline.authors[post])]
        var all: [Interaction] = []
        for _ in 0..<comments {
            let isEarly = mayBeOvertaken(post) && random.chance(habits.overtaking)
            all.append(
                interaction(.comment, all.count, by: actor(post, audience, &random), with: post, isEarly, end, &random)
            )
        }
        var likers: Set<Int> = []
        for _ in 0..<likes {
            let liker = actor(post, audience, &random)
            guard likers.insert(liker).inserted else { continue }
            all.append(interaction(.like, all.count, by: liker, with: post, false, end, &random))
        }
        var commentLikers: Set<[Int]> = []
        for _ in 0..<commentLikes {
            let comment = random.below(comments)
            let liker = actor(post, audience, &random)
            guard commentLikers.insert([comment, liker]).inserted, liker != all[comment].author else { continue }
            let like = interaction(.commentLike(comment), all.count, by: liker, with: post, false, end, &random)
            if like.arrival > all[comment].arrival, all[comment].retraction == nil { all.append(like) }
        }
        for _ in 0..<hides {
            let user = timeline.isLimited(post) ? random.pick(audience) : follower(of: post, &random)
            guard let user, people.isLocal(user), user != Int(timeline.authors[post]) else { continue }
            all.append(interaction(.hide, all.count, by: user, with: post, false, end, &random))
        }
        return all
    }

    /// Public posts of other pods, whose comments may come before them.
    private func mayBeOvertaken(_ post: Int) -> Bool {
        !timeline.isLimited(post) && !people.isLocal(Int(timeline.authors[post]))
    }

    /// Somebody who sees the post: of a limited one, those who received it.
    private func actor(_ post: Int, _ audience: [Int], _ random: inout RandomSource) -> Int {
        if timeline.isLimited(post) { return random.pick(audience) ?? Int(timeline.authors[post]) }
        if random.chance(0.35), let follower = follower(of: post, &random) { return follower }
        let isLocal = random.chance(0.2)
        return isLocal ? people.activeLocal.sample(&random) : people.localCount + people.activeRemote.sample(&random)
    }

    private func follower(of post: Int, _ random: inout RandomSource) -> Int? {
        let followers = relations.followers(of: Int(timeline.authors[post]))
        guard !followers.isEmpty else { return nil }
        return Int(followers[followers.startIndex + random.below(followers.count)])
    }

    private func interaction(
        _ kind: Interaction.Kind,
        _ index: Int,
        by author: Int,
        with post: Int,
        _ isEarly: Bool,
        _ end: UInt32,
        _ random: inout RandomSource
    ) -> Interaction {
        let start = timeline.arrivals[post]
        var arrival = start &+ 1 &+ UInt32(min(random.logNormal(median: 10_800, sigma: 1.8), 50_000_000))
        if isEarly {
            arrival = start &- 1 &- UInt32(random.below(Int(Self.overtakingSeconds)))
        } else if arrival >= end {
            arrival = start &+ UInt32(random.below(Int(end &- min(start, end))))
        }
        return Interaction(
            kind: kind,
            index: index,
            author: author,
            arrival: arrival,
            retraction: isEarly ? nil : retraction(of: kind, arrivedAt: arrival, &random)
        )
    }

    private func retraction(
        of kind: Interaction.Kind,
        arrivedAt arrival: UInt32,
        _ random: inout RandomSource
    ) -> (second: UInt32, byRootAuthor: Bool)? {
        let share: Double
        var byRootAuthor = false
        switch kind {
        case .comment:
            share = shape.habits.retractedComments
            byRootAuthor = random.chance(1 / 3.0)
        case .like: share = shape.habits.retractedLikes
        case .commentLike, .hide: return nil
        }
        guard random.chance(share) else { return nil }
        let second = arrival &+ 5 &+ UInt32(min(random.logNormal(median: 3_600, sigma: 2), 5_000_000))
        return (second, byRootAuthor)
    }

    /// How much earlier than its post a comment may come, at most.
    static let overtakingSeconds: UInt32 = 120
}
