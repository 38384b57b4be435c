public import SocialModel

/// A place where a view is not what the ledger says.
public struct ViewFinding: Sendable, Hashable {
    /// Which part of the view.
    public var part: Part
    /// How it differs.
    public var fault: Fault
    /// The post concerned.
    public var post: PostNumber?
    /// The user concerned.
    public var user: UserNumber?
    /// The person concerned.
    public var person: PersonNumber?

    /// Says it in full.
    public init(
        _ part: Part,
        _ fault: Fault,
        post: PostNumber? = nil,
        user: UserNumber? = nil,
        person: PersonNumber? = nil
    ) {
        self.part = part
        self.fault = fault
        self.post = post
        self.user = user
        self.person = person
    }

    /// How a view can differ.
    public enum Fault: String, Sendable, Hashable {
        /// The ledger has it, the view has not.
        case missing
        /// The view has it, the ledger has not.
        case extra
        /// Both have it, and not the same.
        case different
    }

    /// The parts of views.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        /// Which posts there are.
        case posts
        /// The column of authors.
        case author
        /// The columns of times.
        case time
        /// The column of flags: public, reshare, not safe for work.
        case flags
        /// The column of roots, and the reshares of each post.
        case root
        /// The columns of counters.
        case counts
        /// The list of all posts by creation.
        case created = "created_list"
        /// The column and the list of interactions.
        case interacted
        /// The lists by author.
        case byAuthor = "author_lists"
        /// The lists by tag.
        case byTag = "tag_lists"
        /// The lists by mentioned person.
        case byMention = "mention_lists"
        /// Who received limited posts.
        case received
        /// The aspects chosen for limited posts.
        case chosen = "chosen_aspects"
        /// What is known of people.
        case people
        /// Who is presented to everybody.
        case spotlight
        /// Accounts.
        case users
        /// Aspects, and who is in them.
        case aspects
        /// Whom users ignore.
        case blocked
        /// What users hide.
        case hidden
        /// What users follow.
        case tags = "followed_tags"
        /// What users did to posts.
        case acts = "own_acts"
        /// The full-text index.
        case texts
        /// The ledger's own file and counters.
        case ledger
    }
}
