import Glibc
public import SocialModel

/// What a ranking asks for beside a query.
public struct Ranking: Sendable, Hashable {
    /// The clock: when it is read.
    public var now: Timestamp
    /// The newest posts of the stream that are ranked.
    public var window: Int
    /// The viewer's own weights.
    public var weights: RankingWeights

    /// With the weights and the window that hold unless the user has others.
    public init(
        now: Timestamp,
        window: Int = RankingConstants.window,
        weights: RankingWeights = RankingWeights()
    ) {
        self.now = now
        self.window = window
        self.weights = weights
    }
}

/// A post with its place in a ranking.
public struct RankedPost: Sendable, Hashable {
    /// The post.
    public var post: PostNumber
    /// How many posts of its author stand above.
    public var above: Int
    /// What its score is made of.
    public var terms: RankingTerms
}

extension StreamIndex {
    /// The newest posts of a stream, best first.
    ///
    /// A function of the index, the ranking's clock and `commenters`, who commented on a post.
    public func ranked<Failure: Error>(
        _ query: StreamQuery,
        _ ranking: Ranking,
        commenters: (PostNumber) throws(Failure) -> [PersonNumber]
    ) throws(Failure) -> [RankedPost] {
        var ranked: [RankedPost] = []
        for key in page(query, limit: ranking.window) {
            let terms = try terms(key.post, query.viewer, ranking, affinities: [:], commenters)
            ranked.append(RankedPost(post: key.post, above: 0, terms: terms))
        }
        let affinities = affinities(query.viewer, to: Set(ranked.map { posts.author[Int($0.post.value)] }), ranking)
        for index in ranked.indices {
            let author = posts.author[Int(ranked[index].post.value)]
            ranked[index].terms.affinity = affinity(affinities[author], ranking)
        }
        return diversified(ranked, ranking)
    }

    /// The terms of one post, as a ranking at that clock would give them.
    public func terms<Failure: Error>(
        of ranked: (post: PostNumber, above: Int),
        _ viewer: UserNumber?,
        _ ranking: Ranking,
        commenters: (PostNumber) throws(Failure) -> [PersonNumber]
    ) throws(Failure) -> RankingTerms {
        let affinities = affinities(viewer, to: [posts.author[Int(ranked.post.value)]], ranking)
        var terms = try terms(ranked.post, viewer, ranking, affinities: affinities, commenters)
        terms.diversity = diversity(above: ranked.above, ranking)
        return terms
    }

    private func terms<Failure: Error>(
        _ post: PostNumber,
        _ viewer: UserNumber?,
        _ ranking: Ranking,
        affinities: [UInt32: Double],
        _ commenters: (PostNumber) throws(Failure) -> [PersonNumber]
    ) throws(Failure) -> RankingTerms {
        let author = posts.author[Int(post.value)]
        let age = Double(max(0, ranking.now.seconds - Int64(posts.second[Int(post.value)])))
        var conversation = 0.0
        if posts.counts[Int(post.value)].comments > 0 {
            let followed = Set(try commenters(post)).count { follows(viewer, $0) && $0.value != author }
            conversation = log(1 + Double(followed))
        }
        return RankingTerms(
            affinity: affinity(affinities[author], ranking),
            engagement: ranking.weights.engagement * engagement(post, by: author),
            conversation: ranking.weights.conversation * conversation,
            recency: ranking.weights.recency * -log2(1 + age / RankingConstants.recencyUnit)
        )
    }

    // MARK: - What the viewer did

    /// How near authors are to a viewer: the formula's affinity, unweighted; strangers are not in it.
    public func affinities(of viewer: UserNumber?, to authors: Set<PersonNumber>, now: Timestamp)
        -> [PersonNumber: Double]
    {
        let sums = affinities(viewer, to: Set(authors.map(\.value)), Ranking(now: now))
        return Dictionary(uniqueKeysWithValues: sums.map { (PersonNumber($0.key), log(1 + $0.value)) })
    }

    private func affinity(_ sum: Double?, _ ranking: Ranking) -> Double {
        ranking.weights.affinity * log(1 + (sum ?? 0))
    }

    /// What a viewer did with the posts of these authors, fading with time.
    private func affinities(_ viewer: UserNumber?, to authors: Set<UInt32>, _ ranking: Ranking) -> [UInt32: Double] {
        guard let state = viewer.flatMap({ users[safe: $0.value] }) else { return [:] }
        var sums: [UInt32: Double] = [:]
        func add(_ weight: Double, to post: PostNumber, at second: Int64) {
            let author = posts.author[Int(post.value)]
            guard posts.holds(post), author != state.person.value, authors.contains(author) else { return }
            sums[author, default: 0] += weight * fading(second, ranking)
        }
        for (post, time) in state.acts.liked.newest(RankingConstants.acts) {
            add(RankingConstants.like, to: post, at: time.seconds)
        }
        for (post, time) in state.acts.reshared.newest(RankingConstants.acts) {
            add(RankingConstants.reshare, to: post, at: time.seconds)
        }
        // When somebody commented is not in the index; not before the post was there.
        for key in state.acts.commented.keys.suffix(RankingConstants.acts) {
            add(RankingConstants.comment, to: OrderKey(key).post, at: Int64(OrderKey(key).second))
        }
        for author in authors where Int(author) < byMention.count && author != state.person.value {
            for key in byMention[Int(author)].keys.suffix(RankingConstants.mentions) {
                let post = OrderKey(key).post
                guard posts.holds(post), posts.author[Int(post.value)] == state.person.value else { continue }
                sums[author, default: 0] += RankingConstants.mention * fading(Int64(OrderKey(key).second), ranking)
            }
        }
        return sums
    }

    private func fading(_ second: Int64, _ ranking: Ranking) -> Double {
        exp2(-Double(max(0, ranking.now.seconds - second)) / RankingConstants.actHalfLife)
    }

    private func follows(_ viewer: UserNumber?, _ person: PersonNumber) -> Bool {
        guard let state = viewer.flatMap({ users[safe: $0.value] }), person != state.person else { return false }
        return state.members.values.contains { members in
            let place = members.partition { $0 >= person.value }
            return place < members.count && members[place] == person.value
        }
    }

    // MARK: - What others did

    /// How much more came to a post than usually comes to its author's.
    private func engagement(_ post: PostNumber, by author: UInt32) -> Double {
        let others = byAuthor[Int(author)].keys.suffix(RankingConstants.usualPosts + 1)
            .map { OrderKey($0).post }.filter { $0 != post }.suffix(RankingConstants.usualPosts)
        guard !others.isEmpty else { return 0 }
        let usual = others.reduce(0) { $0 + response(to: $1) } / Double(others.count)
        return min(max(log((1 + response(to: post)) / (1 + usual)), 0), RankingConstants.mostEngagement)
    }

    private func response(to post: PostNumber) -> Double {
        let counts = posts.counts[Int(post.value)]
        return Double(counts.likes) + RankingConstants.engagementOfComment * Double(counts.comments)
            + RankingConstants.engagementOfReshare * Double(counts.reshares)
    }

    // MARK: - Not always the same

    private func diversity(above: Int, _ ranking: Ranking) -> Double {
        -ranking.weights.diversity * RankingConstants.sameAuthor * Double(min(above, RankingConstants.sameAuthorPosts))
    }

    /// Sorts: of each author the best first, each later one costing more.
    ///
    /// An author's posts keep their order among themselves, so that counting them from the best down tells how many
    /// stand above each.
    private func diversified(_ posts: [RankedPost], _ ranking: Ranking) -> [RankedPost] {
        var ofAuthor: [UInt32: Int] = [:]
        return posts.sorted(by: isBefore)
            .map { ranked in
                var ranked = ranked
                let author = self.posts.author[Int(ranked.post.value)]
                ranked.above = ofAuthor[author, default: 0]
                ofAuthor[author] = ranked.above + 1
                ranked.terms.diversity = diversity(above: ranked.above, ranking)
                return ranked
            }
            .sorted(by: isBefore)
    }

    private func isBefore(_ one: RankedPost, _ other: RankedPost) -> Bool {
        let (score, otherScore) = (one.terms.score, other.terms.score)
        return score == otherScore ? posts.key(one.post) > posts.key(other.post) : score > otherScore
    }
}
