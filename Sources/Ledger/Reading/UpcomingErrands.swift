public import SocialModel

/// What of a queue is up by a time, and when there is more to do.
///
/// Both are of one time: with two, what came up between them was in neither, and waited for whatever happened next.
public struct UpcomingErrands<Errand: Sendable>: Sendable {
    /// What is up, what came first before the rest, up to a limit.
    public var due: [Errand]
    /// When the next one is up after that time.
    public var next: Timestamp?
}
