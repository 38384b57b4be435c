/// How much one change of `pod.apply` may hold, lengths in code points.
public enum ChangeLimits {
    /// The longest text of an entity (protocol §8).
    public static let text = 65_535
    /// The longest short text: a place, a question, a subject, a URL's row in diaspora*'s tables.
    public static let line = 255
    /// The longest first or last name (protocol §8).
    public static let name = 32
    /// The longest full name (protocol §8).
    public static let fullName = 70
    /// The longest URL.
    public static let url = 2_048
    /// The longest key in PEM, and the longest signature.
    public static let key = 16_384
    /// The longest query of a saved stream; the query language's own limit is as many bytes.
    public static let query = 1_024
    /// The longest name of an aspect, and of a saved stream.
    public static let aspect = 255
    /// The longest name of an account on another network; the most that one post is copied to.
    public static let service = 64
    /// See ``service``.
    public static let services = 32
    /// The longest tag as typed, its `#` included.
    public static let tag = 256
    /// The most tags of a profile (protocol §8).
    public static let profileTags = 5
    /// The most aspects in one change.
    public static let aspects = 10_000
    /// The most people in one change: recipients, mentions, participants.
    public static let people = 100_000
    /// The most photos, poll answers or messages in one entity.
    public static let parts = 1_000
    /// The most element names in a relayable's order.
    public static let signedElements = 100
    /// The most bytes of a preview's object.
    public static let preview = 65_536
}
