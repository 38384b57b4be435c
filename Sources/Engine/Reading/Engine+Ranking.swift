import JSON
import Ledger
public import SocialModel
public import Streams
import Wire

/// What is left of a ranking after a page.
public struct RankingRest: Sendable, Hashable {
    /// The clock with which it was ranked.
    public var now: Timestamp
    /// The posts that are still to be shown, best first, with how many of the same author stand above each.
    public var posts: [Entry]

    /// A post that is still to be shown.
    public struct Entry: Sendable, Hashable {
        /// The post.
        public var post: PostNumber
        /// How many posts of its author stand above.
        public var above: Int

        /// Says it in full.
        public init(post: PostNumber, above: Int) {
            self.post = post
            self.above = above
        }
    }

    /// Says it in full.
    public init(now: Timestamp, posts: [Entry]) {
        self.now = now
        self.posts = posts
    }
}

extension Engine {
    /// Appends the items of a page of a ranking, and says what is left of it; nil exactly at the end.
    ///
    /// The first page ranks the window; later ones show the rest of it, without what is not in the stream any more.
    public func readRanking(
        _ request: StreamRequest,
        _ ranking: Ranking,
        rest: RankingRest?,
        into output: inout [UInt8]
    ) throws(EngineError) -> RankingRest? {
        let query = try query(request)
        let viewer = try itemViewer(query.viewer)
        let matcher = index.matcher(query)
        var ranking = ranking
        ranking.now = rest?.now ?? ranking.now
        // From the end, where taking one moves nothing.
        var left: [RankingRest.Entry]
        if let rest { left = rest.posts.reversed() } else { left = try ranked(query, ranking).reversed() }
        var written = 0
        var ofAuthor: [PersonNumber: Int] = [:]
        while written < request.limit, let entry = left.popLast() {
            guard index.contains(entry.post, matcher), let author = index.author(of: entry.post) else { continue }
            guard ofAuthor[author, default: 0] < query.options.perAuthor ?? .max else { continue }
            let start = output.count
            if written > 0 { output.append(UInt8(ascii: ",")) }
            var appearance = ItemAppearance(showsNSFW: request.showsNSFW, trailing: try resharedBy(entry.post, query))
            if request.explains { appearance.trailing += try explanation(entry, query, ranking) }
            guard try appendItem(entry.post, for: viewer, appearance, to: &output) else {
                output.removeLast(output.count - start)
                continue
            }
            ofAuthor[author, default: 0] += 1
            written += 1
        }
        left.reverse()
        let isMore = left.contains { index.contains($0.post, matcher) }
        return isMore ? RankingRest(now: ranking.now, posts: left) : nil
    }

    /// The window, best first.
    private func ranked(_ query: StreamQuery, _ ranking: Ranking) throws(EngineError) -> [RankingRest.Entry] {
        var all = query
        // A share of a page is judged where pages are cut.
        all.options.perAuthor = nil
        let ranked = try ledgerRead { () throws(LedgerError) in
            try index.ranked(all, ranking) { (post) throws(LedgerError) in try reader.commenters(of: post) }
        }
        return ranked.map { RankingRest.Entry(post: $0.post, above: $0.above) }
    }

    /// The member `explain` of a ranked item.
    private func explanation(
        _ entry: RankingRest.Entry,
        _ query: StreamQuery,
        _ ranking: Ranking
    ) throws(EngineError) -> [UInt8] {
        let terms = try terms(entry, query, ranking)
        return Self.member(index.explain(entry.post, query), terms)
    }

    func terms(
        _ entry: RankingRest.Entry,
        _ query: StreamQuery,
        _ ranking: Ranking
    ) throws(EngineError) -> RankingTerms {
        try ledgerRead { () throws(LedgerError) in
            try index.terms(of: (entry.post, entry.above), query.viewer, ranking) { (post) throws(LedgerError) in
                try reader.commenters(of: post)
            }
        }
    }
}
