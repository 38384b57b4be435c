import JSON
import SocialModel
import Wire

/// How the log and what waits hold a change: as the contract's JSON, so that there is one codec for it.
enum ChangeCodec {
    /// The JSON of a change.
    static func bytes(_ change: Change) -> [UInt8] {
        JSONWriter.bytes(.object(ChangeJSON.write(change)))
    }

    /// Reads what ``bytes(_:)`` wrote.
    static func change(_ bytes: [UInt8]) throws -> Change {
        try ChangeJSON.read(JSONParser.parse(bytes), index: 0)
    }
}

extension Change {
    /// The change as the log may keep it.
    var withoutSecrets: Change {
        guard case .userPut(var put) = self else { return self }
        put.privateKey = .unchanged
        return .userPut(put)
    }

    /// What the log calls a change that is no entity.
    var name: String {
        switch self {
        case .podPut: "pod"
        case .personPut, .personClose, .personMigrate: "person"
        case .userPut, .userDelete: "user"
        case .aspectPut, .aspectDelete: "aspect"
        case .contactPut, .contactDelete: "contact"
        case .blockPut, .blockDelete: "block"
        case .hidePut, .hideDelete: "hide"
        case .tagFollowingPut, .tagFollowingDelete: "tag_following"
        case .savedStreamPut, .savedStreamDelete: "saved_stream"
        case .participationPut, .participationDelete: "participation"
        case .visibilityPut, .visibilityDelete: "visibility"
        case .previewPut: "preview"
        case .rowIDPut: "row_id"
        case .spotlightPut, .spotlightDelete: "spotlight"
        case .entity(let put): put.entity.type.rawValue
        }
    }
}
