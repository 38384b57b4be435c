/// What the engine has made of a photo: files of several sizes, and what pages show before one has come.
public struct MadePhoto: Sendable, Hashable {
    /// What all its files are named by, from their contents.
    public var base: String
    /// Of the upright original, in pixels.
    public var width: Int
    /// Of the upright original, in pixels.
    public var height: Int
    /// 1, or those of an animation.
    public var frames: Int
    /// A ThumbHash in base64.
    public var thumbhash: String
    /// The colour that there is most of, as `#rrggbb`.
    public var dominantColour: String?
    /// The names of its versions, in order.
    public var versions: [String]

    /// Says it in full.
    public init(
        base: String,
        width: Int,
        height: Int,
        frames: Int,
        thumbhash: String,
        dominantColour: String?,
        versions: [String]
    ) {
        (self.base, self.width, self.height, self.frames) = (base, width, height, frames)
        (self.thumbhash, self.dominantColour, self.versions) = (thumbhash, dominantColour, versions.sorted())
    }

    /// Where a version lies below the photos' folder; nil if it was not made.
    public func place(of version: String) -> String? {
        guard versions.contains(version) else { return nil }
        return "\(base.prefix(2))/" + (version == "raw" ? "" : version + "_") + base + ".webp"
    }
}
