import SocialModel

extension Change {
    /// Which rows it writes; nil for what no sync compares, such as what takes something back.
    var syncScope: SyncScope? {
        switch self {
        case .podPut, .previewPut, .rowIDPut: nil
        case .personPut, .personClose, .personMigrate: .people
        case .userPut, .userDelete: .users
        case .spotlightPut, .spotlightDelete: .spotlight
        case .aspectPut, .aspectDelete: .aspects
        case .savedStreamPut, .savedStreamDelete: .savedStreams
        case .contactPut, .contactDelete: .contacts
        case .blockPut, .blockDelete: .blocks
        case .hidePut, .hideDelete: .hides
        case .tagFollowingPut, .tagFollowingDelete: .tagFollowings
        case .participationPut, .participationDelete: .participations
        case .visibilityPut, .visibilityDelete: .visibilities
        case .entity(let put):
            switch put.entity {
            case .statusMessage, .reshare: .posts
            case .photo: .photos
            case .comment: .comments
            case .like: .likes
            case .pollParticipation: .pollParticipations
            case .participation: .participations
            case .contact: .contacts
            case .profile: .people
            case .conversation, .message, .retraction, .accountDeletion, .accountMigration: nil
            }
        }
    }
}
