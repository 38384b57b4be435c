/// What a picture may claim before it is refused or cut short; all but `bytes` are judged from its header, before decoding.
public struct MediaLimits: Sendable, Equatable, Codable {
    /// The longest file, in bytes.
    public var bytes: Int
    /// The most pixels, of one frame.
    public var pixels: Int
    /// The most frames that a file may have.
    public var frames: Int
    /// The most scans of a progressive JPEG, each of which is as much work as a JPEG.
    public var scans: Int
    /// The most frames of an animation that stays one; of others the first frame is shown.
    public var animationFrames: Int
    /// The most pixels of an animation that stays one, of all frames together.
    public var animationPixels: Int
    /// The most memory that a photo may need, in bytes, as predicted from the header.
    public var memory: Int

    /// 32 MiB, 100 million pixels, 2,000 frames, 100 scans, animations of 300 frames and 12 million pixels, 188 MiB
    /// unless told otherwise.
    public init(
        bytes: Int = 32 << 20,
        pixels: Int = 100_000_000,
        frames: Int = 2_000,
        scans: Int = 100,
        animationFrames: Int = 300,
        animationPixels: Int = 12_000_000,
        memory: Int = 188 << 20
    ) {
        self.bytes = bytes
        self.pixels = pixels
        self.frames = frames
        self.scans = scans
        self.animationFrames = animationFrames
        self.animationPixels = animationPixels
        self.memory = memory
    }
}
