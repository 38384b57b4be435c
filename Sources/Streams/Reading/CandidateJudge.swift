import Ledger
public import Query
public import SocialModel

/// Judges posts that search found, for one viewer.
///
/// It is made and let go of within one call, as what it holds of the index is copied if that changes meanwhile.
public struct CandidateJudge {
    private let index: StreamIndex
    private let viewer: UserState?
    private let judge: PostJudge
    /// What search left open of the query for all posts.
    private let rest: QueryNode<BoundNames>?
    private let columns: ColumnTest?

    fileprivate init(_ index: StreamIndex, _ query: BoundQuery?, _ rest: QueryNode<BoundNames>?, _ viewer: UserState?) {
        self.index = index
        self.viewer = viewer
        self.rest = rest
        judge = PostJudge(index, viewer)
        columns = query.map { ColumnTest($0.root, index) }
    }

    /// Whether the viewer may see a post, wants to, and all holds that search left open, for this post or for all.
    public func accepts(_ post: PostNumber, _ ofThis: QueryNode<BoundNames>? = nil) -> Bool {
        guard index.posts.holds(post), columns?.mayMatch(Int(post.value)) ?? true, judge.isVisible(post),
            judge.isClean(post)
        else { return false }
        if rest == nil, ofThis == nil { return true }
        let post = IndexedPost(index, post, viewer, tags: [:])
        return rest?.matches(post) ?? true && ofThis?.matches(post) ?? true
    }
}

extension StreamIndex {
    /// A judge of what search finds for a query; without one, only of what the viewer may see and wants to.
    public func candidateJudge(
        of query: BoundQuery? = nil,
        _ rest: QueryNode<BoundNames>? = nil,
        for viewer: UserNumber?
    )
        -> CandidateJudge
    {
        CandidateJudge(self, query, rest, state(of: viewer))
    }
}
