public import Fetching

/// How the files of photos are made in the background.
public struct PhotosConfiguration: Sendable {
    /// The folder in which the pod keeps originals, under the names that photos have; nil if the engine cannot see it.
    public var originals: String?
    /// How originals are fetched from where photos say that they are: those of other pods, and our own without a folder.
    ///
    /// Nil: they are not.
    public var client: HTTPClientConfiguration?
    /// How often a photo is tried, if its original cannot be read.
    public var attempts = 8
    /// Milliseconds until the second try; each pause is twice the one before.
    public var pauseMilliseconds: Int64 = 10_000
    /// The longest pause.
    public var longestPauseMilliseconds: Int64 = 6 * 3_600_000
    /// Seconds after which files that no photo refers to go, if somebody asked for them by `photo.process`.
    public var unclaimedSeconds: Int64 = 86_400
    /// Seconds between looks at the folder for what nobody refers to.
    public var sweepSeconds = 3_600

    /// What holds unless configured: only what `photo.process` is given is made.
    public init() {}

    /// Whether anything is made without being asked for.
    var isOn: Bool { originals != nil || client != nil }
}
