/// How often people do what: the distributions that every world aims at.
///
/// Shares are of the things named; a test measures them on a generated world.
/// No pod publishes such figures, so they are set by what is known of real
/// databases (diaspora-behaviour §17 and §18) and on the safe side of what is
/// hard for an engine.
///
/// | what | target | why |
/// |---|---|---|
/// | who writes | Zipf, exponent 1, shift 8 | few write most; the first of 110,000 writes 1 % of all |
/// | who is followed | Zipf, exponent 0.8, shift 10 | flatter than writing: friends are followed too |
/// | contacts of a user | log-normal, σ 1, median by shape | some have thousands (30,000 in PR #4769) |
/// | tags | Zipf, exponent 1, shift 3 | `#newhere` stands on every pod's first place |
/// | reshares | 22 % of posts | "reshares flood" streams (#4219, #8411) |
/// | a reshare's root | log-normal age, median 12 hours, σ 1.5 | what is passed on is news |
/// | limited posts | 35 % of local, 4 % of remote status messages | a remote one is seen only if sent to somebody here |
/// | tagged | 55 % of status messages, 3 tags on average | hashtags are how strangers find each other |
/// | pictures | 25 % of status messages, 1.5 on average | |
/// | mentions | 5 % of status messages | |
/// | polls, locations | 0.5 %, 3 % of status messages | |
/// | interactions of a post | Poisson about a log-normal attention, σ 1.1, higher for popular authors | most posts get none, few get hundreds |
/// | delay of an interaction | log-normal, median 3 hours, σ 1.8 | |
/// | late arrivals | 2 % of remote posts, by hours to weeks | pods are down, queues are retried |
/// | dated in the future | 0.3 % of remote posts | clocks are wrong |
/// | same second as the post before | 2 % of posts | bots and bridges post in bursts; pages must not lose ties |
/// | overtaking their post | 1 % of comments on remote posts | the order of delivery is not guaranteed |
/// | delivered twice | 0.4 % of public remote posts | retries |
/// | retracted | 1.2 % of posts, 1 % of comments, 1.5 % of likes | |
/// | hidden | 2 posts per local user, of people somebody here follows | |
/// | ignored | 1 person per local user | |
public struct Habits: Sendable, Hashable {
    /// Reshares among posts.
    public var reshares = 0.22
    /// Reshares among the roots of reshares.
    public var chainedReshares = 0.05
    /// Limited posts among local status messages.
    public var limitedLocal = 0.35
    /// Limited posts among remote status messages.
    public var limitedRemote = 0.04
    /// Status messages with tags.
    public var tagged = 0.55
    /// Tags that a tagged status message has on average.
    public var meanTags = 3.0
    /// Status messages with pictures.
    public var pictured = 0.25
    /// Pictures that such a one has on average.
    public var meanPictures = 1.5
    /// Status messages of pictures that are announced by a photo of its own first.
    public var separatePhotos = 0.1
    /// Status messages with mentions.
    public var mentioning = 0.05
    /// Status messages with a poll.
    public var polls = 0.005
    /// Status messages with a location.
    public var locations = 0.03
    /// Remote posts that arrive more than an hour late.
    public var late = 0.02
    /// Remote posts dated in the future.
    public var future = 0.003
    /// Posts that have the same second as the one before.
    public var sameSecond = 0.02
    /// Comments on remote posts that arrive before their post.
    public var overtaking = 0.01
    /// Public remote posts that come twice.
    public var repeated = 0.004
    /// Posts that are retracted.
    public var retractedPosts = 0.012
    /// Comments that are retracted, one in three by the author of the post.
    public var retractedComments = 0.01
    /// Likes that are taken back.
    public var retractedLikes = 0.015
    /// Likes that are of a comment.
    public var commentLikes = 0.08
    /// Posts that a local user hides.
    public var hidesPerUser = 2.0
    /// People that a local user ignores.
    public var blocksPerUser = 1.0
    /// Tags that a local user follows.
    public var tagsPerUser = 6.0
    /// Changes of a person's profile over the whole time.
    public var profileChanges = 0.2
    /// Contacts that share back.
    public var mutual = 0.6
    /// Deviation of the logarithm of a user's number of contacts.
    public var contactsSigma = 1.0

    /// The targets above.
    public init() {}
}
