public import Query
public import SocialModel

// The flow of this target, from a text to a hit:
//
//   SearchDocument ─▶ Tokenizer ─▶ DocumentTokens ─▶ SearchIndex          (apply)
//   TypedQuery ─▶ Highlighter   where a hit's text says it
//   BoundQuery ─▶ SearchPlan ─▶ SearchCursor ─▶ SearchHit, newest first, with what is left to ask of the post

/// What the index knows of a post.
public struct SearchDocument: Hashable, Sendable {
    /// The post's place in time, which never changes; the post's number is part of it.
    public var key: OrderKey
    /// The text, as written.
    public var text: String
    /// The normalised names of its tags (`TagGrammar.tags`).
    public var tags: [String]
    /// Whom it mentions.
    public var mentions: [PersonNumber]
    /// Who wrote it.
    public var author: PersonNumber
    /// Whether everybody may see it.
    public var isPublic: Bool
    /// What it has besides text.
    public var attachments: Set<Attachment>
    /// The language of the text, if it is told.
    public var language: Language?

    /// The post.
    public var post: PostNumber { key.post }

    /// Describes a post.
    public init(
        key: OrderKey,
        text: String,
        tags: [String] = [],
        mentions: [PersonNumber] = [],
        author: PersonNumber,
        isPublic: Bool = true,
        attachments: Set<Attachment> = [],
        language: Language? = nil
    ) {
        self.key = key
        self.text = text
        self.tags = tags
        self.mentions = mentions
        self.author = author
        self.isPublic = isPublic
        self.attachments = attachments
        self.language = language
    }
}

/// What happened to a post.
///
/// Applying a change again has no further effect.
public enum SearchChange: Hashable, Sendable {
    /// The post is there, or is now this.
    case put(SearchDocument)
    /// The post is gone, and its words are to leave the files.
    case remove(OrderKey)

    /// The place of the post in time.
    public var key: OrderKey {
        switch self {
        case .put(let document): document.key
        case .remove(let key): key
        }
    }
}

/// A post that matches a query.
public struct SearchHit: Hashable, Sendable {
    /// Its place in time: where a cursor goes on after it.
    public let key: OrderKey
    /// What decides whether this post matches beside what is left of all hits (`SearchBatch.rest`).
    public let rest: QueryNode<BoundNames>?
    /// The post.
    public var post: PostNumber { key.post }
}
