import Ledger
import Query
import SocialModel

/// What a stream is made of: `filter( union( term, term, … ) )`.
struct StreamExpression {
    /// The lists whose union it is.
    var terms: [Term] = []
    /// Whose view it is; nil: of somebody who is not logged in.
    var viewer: UserNumber?
    /// Whether people whom the viewer blocks are left out.
    var dropsBlocked = true
    /// Whether posts that the viewer hides are left out.
    var dropsHidden = true
    /// What the reader wants to be left out.
    var options = StreamOptions()
    /// What a post must match besides, in a saved stream.
    var condition: IndexQuery?
    /// By which time it is sorted.
    var order = StreamOrder.created

    /// Posts from some lists that pass a test.
    struct Term {
        var source: Source
        var test: Test
    }

    /// Where a term's posts come from.
    enum Source {
        /// Posts of the people in some of the viewer's aspects; nil: in any of them.
        case members([AspectNumber]?)
        /// Posts of people who are presented to everybody.
        case spotlight
        /// One list.
        case list(PostList)
        /// All posts; with a condition, those whose columns let them meet it, and few others.
        case everything(where: QueryNode<BoundNames>? = nil)
    }

    /// A list of posts.
    enum PostList {
        /// Posts of one person.
        case author(UInt32)
        /// Posts with a tag.
        case tag(UInt32)
        /// Posts that mention a person.
        case mention(UInt32)
        /// Posts that the viewer did something to.
        case own(OwnList)
    }

    /// What a viewer can have done to a post, or with it.
    enum OwnList {
        case liked, commented, participating, received
    }

    /// What a post of a term must be besides.
    enum Test {
        /// What the viewer may see (diaspora-behaviour, `VIS`).
        case visible
        /// The same, but for what was received and is marked as hidden.
        case shown
        /// Public.
        case isPublic
        /// Public, and by a local author.
        case isLocal
        /// Public, or limited to one of these aspects of its author's, who is the viewer.
        case own(in: Set<UInt32>)
    }
}
