/// What a picture may claim before it is refused; all but `bytes` are judged from its header, before decoding.
public struct MediaLimits: Sendable, Equatable, Codable {
    /// The longest file, in bytes.
    public var bytes: Int
    /// The most pixels, of all frames together.
    public var pixels: Int
    /// The most frames of an animation.
    public var frames: Int
    /// The most memory that decoding may need, in bytes, as predicted from the header.
    public var memory: Int

    /// 32 MiB, 100 million pixels, 500 frames and 1 GiB unless told otherwise.
    public init(
        bytes: Int = 32 << 20,
        pixels: Int = 100_000_000,
        frames: Int = 500,
        memory: Int = 1 << 30
    ) {
        self.bytes = bytes
        self.pixels = pixels
        self.frames = frames
        self.memory = memory
    }
}
