import SocialModel

/// The tables in which GUIDs are unique; status messages and reshares are one.
///
/// The raw value is what tombstones hold.
enum EntityTable: Int {
    case post = 0
    case photo = 1
    case comment = 2
    case like = 3
    case poll = 4
    case pollParticipation = 5
    case participation = 6
    case conversation = 7

    /// As the log says of what is gone, and under which things wait.
    var name: String {
        switch self {
        case .post: "post"
        case .photo: "photo"
        case .comment: "comment"
        case .like: "like"
        case .poll: "poll"
        case .pollParticipation: "poll_participation"
        case .participation: "participation"
        case .conversation: "conversation"
        }
    }
}

extension RetractionTarget {
    /// Where its things stand; nil for a person, of whom nothing is erased.
    var table: EntityTable? {
        switch self {
        case .post, .statusMessage, .reshare: .post
        case .photo: .photo
        case .comment: .comment
        case .like: .like
        case .poll: .poll
        case .pollParticipation: .pollParticipation
        case .participation: .participation
        case .conversation: .conversation
        case .person: nil
        }
    }
}
