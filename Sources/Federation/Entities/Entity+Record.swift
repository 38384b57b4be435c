import SocialModel

extension Entity {
    /// The entity whose values a record holds.
    init(_ record: Record, _ type: EntityType, relay: RelayData?) throws(FederationError) {
        switch type {
        case .statusMessage: self = .statusMessage(try StatusMessage(record))
        case .photo: self = .photo(try Photo(record))
        case .reshare: self = .reshare(try Reshare(record))
        case .comment: self = .comment(try Comment(record, relay: relay))
        case .like: self = .like(try Like(record, relay: relay))
        case .pollParticipation: self = .pollParticipation(try PollParticipation(record, relay: relay))
        case .participation: self = .participation(try Participation(record))
        case .profile: self = .profile(try Profile(record))
        case .contact: self = .contact(try Contact(record))
        case .conversation: self = .conversation(try Conversation(record))
        case .message: self = .message(try Message(record))
        case .retraction: self = .retraction(try Retraction(record))
        case .accountDeletion: self = .accountDeletion(try AccountDeletion(record))
        case .accountMigration: self = .accountMigration(try AccountMigration(record))
        }
    }

    /// The entity's values.
    var record: Record {
        switch self {
        case .statusMessage(let entity): entity.record
        case .photo(let entity): entity.record
        case .reshare(let entity): entity.record
        case .comment(let entity): entity.record
        case .like(let entity): entity.record
        case .pollParticipation(let entity): entity.record
        case .participation(let entity): entity.record
        case .profile(let entity): entity.record
        case .contact(let entity): entity.record
        case .conversation(let entity): entity.record
        case .message(let entity): entity.record
        case .retraction(let entity): entity.record
        case .accountDeletion(let entity): entity.record
        case .accountMigration(let entity): entity.record
        }
    }

    /// What a relay passes on; nil for entities that are not relayed.
    var relay: RelayData? {
        switch self {
        case .comment(let comment): comment.relay
        case .like(let like): like.relay
        case .pollParticipation(let vote): vote.relay
        default: nil
        }
    }

    /// The same entity with other relay data; itself if it is not relayed.
    func with(relay: RelayData?) -> Entity {
        switch self {
        case .comment(var comment):
            comment.relay = relay
            return .comment(comment)
        case .like(var like):
            like.relay = relay
            return .like(like)
        case .pollParticipation(var vote):
            vote.relay = relay
            return .pollParticipation(vote)
        default: return self
        }
    }
}
