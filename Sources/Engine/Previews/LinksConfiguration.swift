/// How the previews of posts' addresses are fetched.
public struct LinksConfiguration: Sendable {
    /// Previews at once.
    public var atOnce = 4
    /// Previews of one host a minute.
    public var perHostAndMinute = 20
    /// How often one is tried.
    public var attempts = 4
    /// Milliseconds until the second try; each pause is ten times the one before.
    public var pauseMilliseconds: Int64 = 60_000

    /// What holds unless configured.
    public init() {}
}
