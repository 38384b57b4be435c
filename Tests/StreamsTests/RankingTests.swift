import Foundation
import Ledger
import SocialModel
import Streams
import Testing

/// The ranking's formula on a world made by hand, whose order is argued line by line.
@Suite struct RankingTests {
    private static let now = Timestamp(seconds: 1_700_000_000)
    private static let viewer = UserNumber(1)

    /// People whom the viewer follows, by what they are to the viewer.
    private enum Author: UInt32, CaseIterable {
        /// The viewer liked eight of her posts this week: affinity ln(1 + 8) = 2.2.
        case dear = 2
        /// The viewer commented on one and reshared one yesterday: ln(1 + 2 + 3) = 1.8.
        case talkedTo = 3
        /// Liked as often as the dear one, 120 days ago, which is four half-lives: ln(1 + 8 / 16) = 0.4.
        case once = 4
        /// Nothing between them; hundreds like whatever he posts.
        case star = 5
        /// Nothing between them; hardly anybody likes anything.
        case quiet = 6
        /// Posts every few minutes.
        case busy = 7
        /// Mentioned by the viewer in a post of yesterday: ln(1 + 2) = 1.1.
        case mentioned = 8
    }

    /// A post of the world, newest last in the table of an author.
    private struct Made {
        let name: String
        let author: Author
        /// Hours ago.
        let age: Double
        var likes: UInt32 = 0
        var commenters: [Author] = []
    }

    private static let made: [Made] =
        [
            // Plain ones at different ages, by somebody with whom there is nothing: only time counts.
            Made(name: "quiet now", author: .quiet, age: 0), Made(name: "quiet 8 h", author: .quiet, age: 8),
            Made(name: "quiet 24 h", author: .quiet, age: 24),
            // The same ages by others.
            Made(name: "dear 1 h", author: .dear, age: 1), Made(name: "dear 24 h", author: .dear, age: 24),
            Made(name: "talked 8 h", author: .talkedTo, age: 8),
            Made(name: "talked 56 h", author: .talkedTo, age: 56), Made(name: "once 8 h", author: .once, age: 8),
            Made(name: "mentioned 8 h", author: .mentioned, age: 8),
            // Two hundred likes are what the star always gets; nine are a sensation for the quiet one.
            Made(name: "star 8 h", author: .star, age: 8, likes: 200),
            Made(name: "star 20 h", author: .star, age: 20, likes: 200),
            Made(name: "star 30 h", author: .star, age: 30, likes: 200),
            Made(name: "quiet hit 24 h", author: .quiet, age: 24.5, likes: 9),
            // Friends talk under one of the once liked one's posts, strangers under another.
            Made(name: "once talk 24 h", author: .once, age: 24, commenters: [.dear, .talkedTo, .mentioned]),
            Made(name: "once 24 h", author: .once, age: 24.1),
        ]
        // The busy one: fourteen posts within the last two hours.
        + (1...14).map { Made(name: "busy \($0)", author: .busy, age: Double($0) / 7) }

    private let index = StreamIndex()
    private var names: [PostNumber: String] = [:]
    private var commenters: [PostNumber: [PersonNumber]] = [:]

    init() throws {
        let id = try #require(DiasporaID("ana@pod.example"))
        index.apply(.person(PersonNumber(1), .local))
        for author in Author.allCases { index.apply(.person(PersonNumber(author.rawValue), [])) }
        index.apply(.user(Self.viewer, id: id, person: PersonNumber(1), spotlight: false))
        index.apply(.aspect(AspectNumber(1), user: Self.viewer, name: "Friends"))
        for author in Author.allCases {
            let person = PersonNumber(author.rawValue)
            index.apply(.contact(user: Self.viewer, person: person, aspects: [AspectNumber(1)]))
        }
        // What the viewer did stands on posts of a year ago, far behind the window.
        for number in 1...8 { try act(.dear, on: number, .like(like(daysAgo: 0))) }
        for number in 11...18 { try act(.once, on: number, .like(like(daysAgo: 120))) }
        try act(.talkedTo, on: 21, daysAgo: 1, .commented(true))
        names[PostNumber(21)] = "talked 24 h"
        try act(.talkedTo, on: 22, .reshare(like(daysAgo: 0)))
        apply(post: 23, by: 1, age: 24, mentions: [Author.mentioned.rawValue])
        for (place, made) in Self.made.sorted(by: { $0.age > $1.age }).enumerated() {
            let number = UInt32(100 + place)
            let counts = PostCounts(comments: UInt32(made.commenters.count), likes: made.likes, reshares: 0)
            apply(post: number, by: made.author.rawValue, age: made.age, counts)
            names[PostNumber(number)] = made.name
            commenters[PostNumber(number)] = made.commenters.map { PersonNumber($0.rawValue) }
        }
    }

    private func like(daysAgo: Int64) throws -> ViewerOverlay.Act {
        let guid = try #require(GUID("an-act-of-the-viewer"))
        return ViewerOverlay.Act(guid: guid, createdAt: Timestamp(seconds: Self.now.seconds - daysAgo * 86_400))
    }

    private func act(_ author: Author, on number: Int, daysAgo: Double = 365, _ act: OwnAct) throws {
        apply(post: UInt32(number), by: author.rawValue, age: daysAgo * 24)
        index.apply(.own(user: Self.viewer, post: PostNumber(UInt32(number)), act))
    }

    private func apply(
        post number: UInt32,
        by author: UInt32,
        age: Double,
        _ counts: PostCounts = PostCounts(),
        mentions: [UInt32] = []
    ) {
        let second = UInt32(Double(Self.now.seconds) - age * 3_600)
        let key = OrderKey(second: second, post: PostNumber(number))
        index.apply(
            .post(
                PostFacts(
                    key: key,
                    millisecond: 0,
                    author: PersonNumber(author),
                    flags: .isPublic,
                    root: nil,
                    tags: [],
                    mentions: mentions.map { PersonNumber($0) },
                    recipients: [],
                    aspects: [],
                    counts: counts,
                    interacted: second
                )
            )
        )
    }

    private func ranked(_ weights: RankingWeights = RankingWeights(), window: Int = 30) -> [RankedPost] {
        // The viewer's own post is left out, so that thirty are left.
        var options = StreamOptions()
        options.excludesOwn = true
        let query = StreamQuery(.home, viewer: Self.viewer, options: options)
        return index.ranked(query, Ranking(now: Self.now, window: window, weights: weights)) { commenters[$0] ?? [] }
    }

    private func order(_ weights: RankingWeights = RankingWeights()) -> [String] {
        ranked(weights).compactMap { names[$0.post] }
    }

    /// Scores are affinity + engagement + conversation + recency + diversity, in this order.
    @Test func standsAsArgued() {
        #expect(
            order() == [
                // 2.2 - 0.2: by the one whose posts the viewer likes, and hardly an hour old.
                "dear 1 h",
                // 0.4 + 1.4 + 1.1 - 2: a day old, but three whom the viewer follows talk there, where nobody ever does.
                "once talk 24 h",
                // 1.8 - 1 and 1.1 - 1: of the same age, whom the viewer talks to before whom the viewer mentioned once.
                "talked 8 h", "mentioned 8 h",
                // 0 and -0.03: new, and nothing else to be said for them.
                "quiet now", "busy 1",
                // 2.2 - 2 - 0.5: liked, but old, and the same author stands above.
                "dear 24 h",
                // -0.05 - 0.5: the busy one's second post costs more than the minutes between them.
                "busy 2",
                // 1.8 - 2 - 0.5
                "talked 24 h",
                // -1: two hundred likes are what a star always gets; only age counts.
                "star 8 h",
                // -0.08 - 1
                "busy 3",
                // 0.4 - 1 - 0.5: what the viewer liked four months ago has faded.
                "once 8 h",
                // 1.4 - 2 - 0.5: nine likes are a sensation for the quiet one, whose plain post of that day is the last.
                "quiet hit 24 h",
                // -0.1 - 1.5
                "busy 4",
                // -1 - 1: as old as the star's, but the quiet one stands above twice.
                "quiet 8 h",
                // -0.1 - 2
                "busy 5",
                // 1.8 - 3 - 1: liking does not keep a post up for days.
                "talked 56 h",
                // -1.8 - 0.5
                "star 20 h",
                // 0.4 - 2 - 1: the same author as the post where everybody talks; alone it is nothing.
                "once 24 h",
                // -0.1 - 2.5
                "busy 6",
                // -0.2 - 3 and so on: from the seventh on an author's posts cost the same, and stand newest first.
                "busy 7", "busy 8", "busy 9", "busy 10",
                // -2.2 - 1: even the star's third of thirty hours ago comes between them.
                "star 30 h", "busy 11", "busy 12", "busy 13", "busy 14",
                // -2 - 1.5: old, and the fourth of somebody with whom there is nothing.
                "quiet 24 h",
            ]
        )
    }

    @Test func termsAreThoseOfTheFormula() throws {
        let ranked = ranked()
        func terms(_ name: String) throws -> RankingTerms {
            try #require(ranked.first { names[$0.post] == name }).terms
        }
        let dear = try terms("dear 24 h")
        #expect(abs(dear.affinity - log(9)) < 1e-12 && abs(dear.recency + 2) < 1e-12 && dear.diversity == -0.5)
        #expect(abs(try terms("mentioned 8 h").affinity - log(1 + 2 * exp2(-1.0 / 30))) < 1e-12)
        #expect(abs(try terms("once 8 h").affinity - log(1.5)) < 1e-12)
        // Nine likes beside none: ln 10 is more than two, which is the most.
        #expect(abs(try terms("quiet hit 24 h").engagement - 0.7 * 2) < 1e-12)
        #expect(try terms("star 8 h").engagement == 0)
        #expect(abs(try terms("once talk 24 h").conversation - 0.8 * log(4)) < 1e-12)
        // Asked for one post alone, they are the same.
        for post in ranked {
            let alone = index.terms(of: (post.post, post.above), Self.viewer, Ranking(now: Self.now)) {
                commenters[$0] ?? []
            }
            #expect(alone == post.terms)
        }
    }

    @Test func weightsAreTheUsersOwn() {
        var weights = RankingWeights()
        (weights.affinity, weights.engagement, weights.conversation, weights.diversity) = (0, 0, 0, 0)
        // Nothing but time: the stream itself.
        var options = StreamOptions()
        options.excludesOwn = true
        let newest = index.page(StreamQuery(.home, viewer: Self.viewer, options: options), limit: 30)
        #expect(ranked(weights).map(\.post) == newest.map(\.post))
        weights = RankingWeights()
        weights.diversity = 10
        // Everybody once before anybody twice.
        #expect(Set(order(weights).prefix(7).compactMap { $0.split(separator: " ").first }).count == 7)
    }

    @Test func theSameStateAndClockGiveTheSameOrder() throws {
        let other = try RankingTests()
        #expect(ranked() == other.ranked())
        #expect(ranked(window: 15).count == 15)
    }
}
