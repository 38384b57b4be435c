/// What items need to know of the pod itself (`pod.put`).
public struct PodPut: Sendable, Hashable {
    /// The pod's URL, `https://pod.example/`.
    public var url: String
    /// Shown where a person has no avatar.
    public var defaultAvatar: Avatar
    /// The title of a post without text; `%{name}` stands for its author.
    public var blankTitle: String

    /// Where the web server shows the engine's photos, ending in `/`; nil: items name the pod's own files.
    public var photosURL: String?

    /// Says it in full.
    public init(
        url: String,
        defaultAvatar: Avatar,
        blankTitle: String = "A post from %{name}",
        photosURL: String? = nil
    ) {
        self.photosURL = photosURL
        self.url = url
        self.defaultAvatar = defaultAvatar
        self.blankTitle = blankTitle
    }
}

/// The three sizes of a person's picture, as URLs or paths.
public struct Avatar: Sendable, Hashable {
    /// 50 pixels.
    public var small: String
    /// 100 pixels.
    public var medium: String
    /// 300 pixels.
    public var large: String

    /// Names the three.
    public init(small: String, medium: String, large: String) {
        self.small = small
        self.medium = medium
        self.large = large
    }
}
