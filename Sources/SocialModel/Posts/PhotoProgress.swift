/// Where a photo's files stand.
public enum PhotoFilesState: Int, Sendable, Hashable, CaseIterable {
    /// They are to be made.
    case waiting
    /// They are there.
    case made
    /// They cannot be made, with a reason.
    case failed
    /// They were made before there was a photo that they belong to.
    case unclaimed

    /// For programs.
    public var name: String {
        switch self {
        case .waiting: "waiting"
        case .made: "made"
        case .failed: "failed"
        case .unclaimed: "unclaimed"
        }
    }
}

/// How far a photo's files are, as its author's gallery tells.
public struct PhotoProgress: Sendable, Hashable {
    /// Where they stand.
    public var state: PhotoFilesState
    /// What was wrong last.
    public var reason: String?
    /// What was made.
    public var made: MadePhoto?

    /// Says it in full.
    public init(state: PhotoFilesState, reason: String?, made: MadePhoto?) {
        (self.state, self.reason, self.made) = (state, reason, made)
    }
}
