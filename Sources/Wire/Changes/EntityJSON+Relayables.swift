import JSON
import SocialModel

/// comment, like, poll_participation, and the subscription that participation is.
extension EntityJSON {
    static func comment(_ data: Parameters, relay: Parameters?) throws(RPCFault) -> Comment {
        try data.refuseUnknown(known: ["author", "guid", "parent_guid", "text", "created_at", "edited_at"])
        return Comment(
            author: try data.id("author"),
            guid: try data.guid("guid"),
            parentGUID: try data.guid("parent_guid"),
            text: try data.text("text", limit: ChangeLimits.text),
            createdAt: try data.optionalTime("created_at"),
            editedAt: try data.optionalTime("edited_at"),
            relay: try read(relay)
        )
    }

    static func like(_ data: Parameters, relay: Parameters?) throws(RPCFault) -> Like {
        try data.refuseUnknown(known: ["author", "guid", "parent_guid", "parent_type", "positive"])
        return Like(
            author: try data.id("author"),
            guid: try data.guid("guid"),
            parentGUID: try data.guid("parent_guid"),
            parentType: try data.choice("parent_type", of: LikeTarget.self),
            isPositive: try data.bool("positive"),
            relay: try read(relay)
        )
    }

    static func pollParticipation(_ data: Parameters, relay: Parameters?) throws(RPCFault) -> PollParticipation {
        try data.refuseUnknown(known: ["author", "guid", "parent_guid", "poll_answer_guid"])
        return PollParticipation(
            author: try data.id("author"),
            guid: try data.guid("guid"),
            parentGUID: try data.guid("parent_guid"),
            answerGUID: try data.guid("poll_answer_guid"),
            relay: try read(relay)
        )
    }

    static func participation(_ data: Parameters) throws(RPCFault) -> Participation {
        try data.refuseUnknown(known: ["author", "guid", "parent_guid", "parent_type"])
        guard try data.string("parent_type") == LikeTarget.post.rawValue else {
            throw .invalid(data.field("parent_type"), .unknownValue, #"The parent of a participation is a "Post"."#)
        }
        return Participation(
            author: try data.id("author"),
            guid: try data.guid("guid"),
            parentGUID: try data.guid("parent_guid")
        )
    }

    private static func read(_ relay: Parameters?) throws(RPCFault) -> RelayData? {
        guard let relay else { return nil }
        try relay.refuseUnknown(known: ["author_signature", "order", "additional_data"])
        var additional: [String: String] = [:]
        if let fields = try relay.optionalObject("additional_data") {
            guard fields.object.members.count <= ChangeLimits.signedElements else {
                throw .invalid(relay.field("additional_data"), .tooMany, "More elements than are signed.")
            }
            for member in fields.object.members {
                additional[member.name] = try fields.string(member.name, limit: ChangeLimits.text)
            }
        }
        return RelayData(
            authorSignature: try relay.optionalString("author_signature", limit: ChangeLimits.key),
            order: try relay.optionalStrings(
                "order",
                length: ChangeLimits.line,
                limit: ChangeLimits.signedElements
            ) ?? [],
            additionalData: additional
        )
    }
}
