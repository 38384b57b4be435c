/// What one person says to the network: any entity of the federation protocol (§8).
public enum Entity: Sendable, Hashable {
    /// A post with text, photos, a poll or a location.
    case statusMessage(StatusMessage)
    /// A picture, alone or of a post.
    case photo(Photo)
    /// Somebody else's public post, passed on.
    case reshare(Reshare)
    /// A remark on a post.
    case comment(Comment)
    /// Approval of a post or a comment.
    case like(Like)
    /// A vote.
    case pollParticipation(PollParticipation)
    /// A subscription to a post.
    case participation(Participation)
    /// What a person tells about itself.
    case profile(Profile)
    /// A person begins or ends to share with another.
    case contact(Contact)
    /// A private conversation with its first messages.
    case conversation(Conversation)
    /// One more message of a conversation.
    case message(Message)
    /// Something is taken back.
    case retraction(Retraction)
    /// A person leaves.
    case accountDeletion(AccountDeletion)
    /// A person moves to another ID.
    case accountMigration(AccountMigration)

    /// The protocol's name: `status_message`.
    public var type: EntityType {
        switch self {
        case .statusMessage: .statusMessage
        case .photo: .photo
        case .reshare: .reshare
        case .comment: .comment
        case .like: .like
        case .pollParticipation: .pollParticipation
        case .participation: .participation
        case .profile: .profile
        case .contact: .contact
        case .conversation: .conversation
        case .message: .message
        case .retraction: .retraction
        case .accountDeletion: .accountDeletion
        case .accountMigration: .accountMigration
        }
    }

    /// Who says it.
    public var author: DiasporaID {
        switch self {
        case .statusMessage(let entity): entity.author
        case .photo(let entity): entity.author
        case .reshare(let entity): entity.author
        case .comment(let entity): entity.author
        case .like(let entity): entity.author
        case .pollParticipation(let entity): entity.author
        case .participation(let entity): entity.author
        case .profile(let entity): entity.author
        case .contact(let entity): entity.author
        case .conversation(let entity): entity.author
        case .message(let entity): entity.author
        case .retraction(let entity): entity.author
        case .accountDeletion(let entity): entity.author
        case .accountMigration(let entity): entity.author
        }
    }

    /// Its own GUID; nil for those that have none (profile, contact, retraction and the account events).
    public var guid: GUID? {
        switch self {
        case .statusMessage(let entity): entity.guid
        case .photo(let entity): entity.guid
        case .reshare(let entity): entity.guid
        case .comment(let entity): entity.guid
        case .like(let entity): entity.guid
        case .pollParticipation(let entity): entity.guid
        case .participation(let entity): entity.guid
        case .conversation(let entity): entity.guid
        case .message(let entity): entity.guid
        case .profile, .contact, .retraction, .accountDeletion, .accountMigration: nil
        }
    }
}

/// The protocol's name of a kind of entity.
public enum EntityType: String, Sendable, Hashable, CaseIterable {
    case statusMessage = "status_message"
    case photo
    case reshare
    case comment
    case like
    case pollParticipation = "poll_participation"
    case participation
    case profile
    case contact
    case conversation
    case message
    case retraction
    case accountDeletion = "account_deletion"
    case accountMigration = "account_migration"
}
