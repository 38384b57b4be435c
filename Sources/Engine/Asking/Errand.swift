import Federation
import Ledger
import SocialModel

/// Something to be fetched from another pod, and why.
struct Errand: Sendable {
    /// What is fetched; two errands for the same are one.
    enum Target: Hashable, Sendable {
        case person(DiasporaID)
        case entity(RetractionTarget, GUID)
    }

    let target: Target
    /// Whose pod is asked.
    let owner: DiasporaID
    /// That pod's host, as far as is known, which has its share of requests.
    var host: String
    /// How many fetches led here.
    let depth: Int
    /// Whether something waits for it, and not only a text mentions it.
    let isNeeded: Bool

    /// What can be fetched for a need: people, and posts, comments and polls whose author is known (protocol §11.2).
    init?(_ need: Need, depth: Int) {
        switch need {
        case .person(let id): self.init(.person(id), owner: id, depth: depth, isNeeded: true)
        case .entity(let type, let guid, let author?):
            guard let type = type.fetched else { return nil }
            self.init(.entity(type, guid), owner: author, depth: depth, isNeeded: true)
        case .entity, .user: return nil
        }
    }

    /// What a link in a text leads to (protocol §11.4).
    init?(_ link: DiasporaLink, depth: Int) {
        let type = RetractionTarget.allCases.first { $0.pathName == link.type }
        guard let type = type?.fetched else { return nil }
        self.init(.entity(type, link.guid), owner: link.author, depth: depth, isNeeded: false)
    }

    private init(_ target: Target, owner: DiasporaID, depth: Int, isNeeded: Bool) {
        (self.target, self.owner, self.depth, self.isNeeded) = (target, owner, depth, isNeeded)
        host = String(owner.host)
    }
}

extension RetractionTarget {
    /// The kind under which it is fetched; nil for what pods do not give (protocol §11.5).
    fileprivate var fetched: RetractionTarget? {
        switch self {
        case .post, .statusMessage, .reshare: .post
        case .comment: .comment
        case .poll: .poll
        case .photo, .like, .pollParticipation, .participation, .conversation, .person: nil
        }
    }

    /// As it stands in paths: `status_message`.
    var pathName: String {
        switch self {
        case .post: "post"
        case .statusMessage: "status_message"
        case .reshare: "reshare"
        case .photo: "photo"
        case .comment: "comment"
        case .like: "like"
        case .pollParticipation: "poll_participation"
        case .participation: "participation"
        case .poll: "poll"
        case .conversation: "conversation"
        case .person: "person"
        }
    }
}
