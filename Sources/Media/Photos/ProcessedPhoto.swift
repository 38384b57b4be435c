/// A photo's stored versions, and what pages need to know before they load one.
///
/// As JSON it is the result of the contract's `photo.process`.
public struct ProcessedPhoto: Sendable, Equatable, Codable {
    /// One file of a photo.
    public struct Version: Sendable, Equatable, Codable {
        /// Absolute if the folder was.
        public var path: String
        /// In pixels.
        public var width: Int
        /// In pixels.
        public var height: Int
        /// The file's length.
        public var bytes: Int
    }

    /// What its files are named by: the first 20 hexadecimal digits of the original's SHA-256.
    public var base: String
    /// Of the upright original, in pixels; the raw version is smaller only where it would be too large to keep.
    public var width: Int
    /// Of the upright original, in pixels.
    public var height: Int
    /// 1, or those of an animation, which is one in every version.
    public var frames: Int
    /// Whether the original is an animation that is too long or too large, of which all versions show the first frame.
    public var firstFrameOnly: Bool
    /// `image/webp`, of every version.
    public var contentType: String
    /// By diaspora*'s names `thumb_small`, `thumb_medium`, `thumb_large`, `scaled_full`, `raw`, and those configured.
    public var versions: [String: Version]
    /// A ThumbHash in base64: some 25 bytes that a page can show as a blurred picture at once.
    public var thumbhash: String
    /// The colour that there is most of, as `#rrggbb`; nil if nothing can be seen.
    public var dominantColour: String?

    enum CodingKeys: String, CodingKey {
        case base, width, height, frames, versions, thumbhash
        case firstFrameOnly = "first_frame_only"
        case contentType = "content_type"
        case dominantColour = "dominant_color"
    }
}
