import JSON
import SocialModel

extension EntityJSON {
    static func write(_ entity: Profile) -> JSONObject {
        var data: JSONObject = ["author": .string(entity.author.text)]
        data["edited_at"] = .time(entity.editedAt)
        data["full_name"] = .text(entity.fullName)
        data["first_name"] = .text(entity.firstName)
        data["last_name"] = .text(entity.lastName)
        data["image_url"] = .text(entity.imageURL)
        data["image_url_medium"] = .text(entity.imageURLMedium)
        data["image_url_small"] = .text(entity.imageURLSmall)
        data["bio"] = .text(entity.bio)
        data["birthday"] = .text(entity.birthday)
        data["gender"] = .text(entity.gender)
        data["location"] = .text(entity.location)
        // Absent flags mean their defaults, so that none has to be said.
        data["searchable"] = entity.isSearchable.map { .bool($0) } ?? .null
        data["public"] = entity.isPublic.map { .bool($0) } ?? .null
        data["nsfw"] = entity.isNSFW.map { .bool($0) } ?? .null
        data["tag_string"] = .text(entity.tagString)
        return data
    }

    static func write(_ entity: Contact) -> JSONObject {
        [
            "author": .string(entity.author.text), "recipient": .string(entity.recipient.text),
            "following": .bool(entity.following), "sharing": .bool(entity.sharing),
            "blocking": .bool(entity.blocking),
        ]
    }

    static func write(_ entity: Conversation) -> JSONObject {
        var data: JSONObject = ["author": .string(entity.author.text), "guid": .string(entity.guid.text)]
        data["subject"] = .string(entity.subject)
        data["created_at"] = .time(entity.createdAt)
        data["participants"] = .string(entity.participants.map(\.text).joined(separator: ";"))
        if !entity.messages.isEmpty { data["messages"] = .array(entity.messages.map { .object(write($0)) }) }
        return data
    }

    static func write(_ entity: Message) -> JSONObject {
        var data: JSONObject = ["author": .string(entity.author.text), "guid": .string(entity.guid.text)]
        data["text"] = .string(entity.text)
        data["created_at"] = .time(entity.createdAt)
        data["edited_at"] = .time(entity.editedAt)
        data["conversation_guid"] = .string(entity.conversationGUID.text)
        return data
    }

    static func write(_ entity: Retraction) -> JSONObject {
        [
            "author": .string(entity.author.text), "target_guid": .string(entity.targetGUID.text),
            "target_type": .string(entity.targetType.rawValue),
        ]
    }

    static func write(_ entity: AccountMigration) -> JSONObject {
        var data: JSONObject = ["author": .string(entity.author.text), "profile": .object(write(entity.profile))]
        data["signature"] = .text(entity.signature)
        data["old_identity"] = .id(entity.oldIdentity)
        data["remote_photo_path"] = .text(entity.remotePhotoPath)
        return data
    }
}
