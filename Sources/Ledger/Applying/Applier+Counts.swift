import SocialModel

/// A counter of a post's or a comment's.
enum Recount: Hashable {
    case comments(PostNumber)
    case likes(PostNumber)
    case reshares(PostNumber)
    /// Of a comment, with its post.
    case commentLikes(comment: UInt32, PostNumber)
}

/// Counters are always counted again from rows, once a call however often they change in it.
extension Applier {
    /// Lets a counter be counted again, and tells the views that what shows it is different.
    func recount(_ counter: Recount) {
        recounts.append(counter)
        switch counter {
        case .comments(let post), .commentLikes(_, let post): deltas.append(.contents(post))
        case .likes, .reshares: break
        }
    }

    /// Counts what was noted.
    func recount() throws {
        var posts: [PostNumber] = []
        var done: Set<Recount> = []
        for counter in recounts where done.insert(counter).inserted {
            try count(counter)
            switch counter {
            case .comments(let post), .likes(let post), .reshares(let post): posts.append(post)
            case .commentLikes: break
            }
        }
        recounts = []
        var told: Set<PostNumber> = []
        for post in posts where told.insert(post).inserted { try noteCounts(post) }
    }

    private func count(_ counter: Recount) throws {
        switch counter {
        case .comments(let post):
            try run(
                "UPDATE posts SET comments = (SELECT count(*) FROM comments WHERE post = posts.number) WHERE number = ?",
                [post.value]
            )
        case .likes(let post):
            try run(
                """
                UPDATE posts SET likes = (SELECT count(*) FROM likes WHERE target_kind = 0 AND target = posts.number
                  AND positive) WHERE number = ?
                """,
                [post.value]
            )
        case .commentLikes(let comment, _):
            try run(
                """
                UPDATE comments SET likes = (SELECT count(*) FROM likes WHERE target_kind = 1
                  AND target = comments.number AND positive) WHERE number = ?
                """,
                [comment]
            )
        case .reshares(let root):
            try run(
                """
                UPDATE posts SET reshares = (SELECT count(*) FROM posts AS child WHERE child.root = posts.number)
                  WHERE number = ?
                """,
                [root.value]
            )
        }
    }

    private func noteCounts(_ post: PostNumber) throws {
        let counts = try first("SELECT comments, likes, reshares FROM posts WHERE number = ?", [post.value]) {
            PostCounts(comments: $0.number(0), likes: $0.number(1), reshares: $0.number(2))
        }
        if let counts { deltas.append(.counts(post, counts)) }
    }
}
