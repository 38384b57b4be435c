/// What of the posts read so far stands in which lists, until the lists are made.
public struct LoadedLists: Sendable {
    var tags = MembershipRows()
    var mentions = MembershipRows()
    var received = MembershipRows()

    /// Starts empty.
    public init() {}
}
