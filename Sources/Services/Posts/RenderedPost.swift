/// Exactly what is posted, before anything is asked.
public struct RenderedPost: Sendable, Hashable {
    /// The text, in pieces.
    public var pieces: [Piece]
    /// What is sent beside the text as the address that it is about.
    public var link: String?
    /// Tags that are sent beside the text.
    public var tags: [String] = []
    /// Pictures that are sent, or shown by their addresses.
    public var photos: [OutgoingPhoto] = []
    /// How much of the limit the text takes, as the network counts.
    public var used: Int
    /// The limit.
    public var limit: Int
    /// Whether the text is shorter than the post's.
    public var isCut: Bool
    /// By what it is found again, if it is not known whether it was taken.
    public var trace: String
    /// The post that it is of.
    public var post: OutgoingPost

    /// As it is written.
    public var text: String { pieces.text }

    init(_ fitted: FittedText, _ rule: TextRule, _ post: OutgoingPost, trace: String) {
        pieces = fitted.pieces
        used = rule.measure.count(fitted.pieces)
        limit = rule.limit
        isCut = fitted.isCut
        self.trace = trace
        self.post = post
    }
}

/// A post on another network.
public struct RemotePost: Sendable, Hashable {
    /// By what that network knows it.
    public var id: String
    /// Where people see it, if that is known.
    public var url: String?

    /// Names it.
    public init(id: String, url: String? = nil) {
        self.id = id
        self.url = url
    }
}
