import JSON
import Ledger
import SocialModel
import Wire

/// What is about to be sent, as `federation.seal` and `federation.deliveries` name it.
enum OutboundParameters {
    static let parameters: [MethodParameter] = [
        .required("type", .word(EntityType.allCases.map(\.rawValue)), "The entity's type."),
        .optional("data", .object, "What a user of this pod says: the entity's properties."),
        .optional(
            "guid",
            .guid,
            "In place of `data`: a comment, like or vote that came for a local post, and goes on as it came."
        ),
    ]

    static func read(_ parameters: Parameters) throws(RPCFault) -> OutboundEntity {
        let type = try parameters.choice("type", of: EntityType.self)
        guard let guid = try parameters.optionalGUID("guid") else {
            return .entity(try EntityJSON.read(type, data: try parameters.object("data")))
        }
        if parameters.object["data"] != nil {
            throw .invalid("guid", .contradiction, "There is data already.")
        }
        guard let relayed = OutboundEntity.LikeOrComment(rawValue: type.rawValue) else {
            throw .invalid("guid", .unknownValue, "Only a comment, like or poll_participation is relayed.")
        }
        return .stored(relayed, guid)
    }

    static let reasons = [
        Reason("unknown_guid", "What it refers to is not here."),
        Reason("unknown_person", "Its author is not known here."),
        Reason("sender_unknown", "Who has to sign has no account here."),
        Reason("private_key_missing", "The pod gave no private key of who has to sign."),
        Reason("key_unusable", "A key is missing or cannot be used."),
        Reason("cryptography_failed", "The cryptographic library failed."),
    ]
}
