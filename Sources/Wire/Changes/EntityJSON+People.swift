import SocialModel

/// profile, contact, conversation, message, retraction and the account events.
extension EntityJSON {
    static func profile(_ data: Parameters) throws(RPCFault) -> Profile {
        try data.refuseUnknown(known: [
            "author", "edited_at", "full_name", "first_name", "last_name", "image_url", "image_url_medium",
            "image_url_small", "bio", "birthday", "gender", "location", "searchable", "public", "nsfw", "tag_string",
        ])
        let tags = try data.optionalText("tag_string")
        guard (tags ?? "").utf8.count(where: { $0 == UInt8(ascii: "#") }) <= ChangeLimits.profileTags else {
            throw data.rejected("tag_string", .tooMany, "A profile has at most \(ChangeLimits.profileTags) tags.")
        }
        return Profile(
            author: try data.id("author"),
            editedAt: try data.optionalTime("edited_at"),
            fullName: try data.personName("full_name", limit: ChangeLimits.fullName),
            firstName: try data.personName("first_name", limit: ChangeLimits.name),
            lastName: try data.personName("last_name", limit: ChangeLimits.name),
            imageURL: try data.optionalURL("image_url"),
            imageURLMedium: try data.optionalURL("image_url_medium"),
            imageURLSmall: try data.optionalURL("image_url_small"),
            bio: try data.optionalText("bio"),
            birthday: try data.optionalDate("birthday"),
            gender: try data.optionalText("gender", limit: ChangeLimits.line),
            location: try data.optionalText("location", limit: ChangeLimits.line),
            isSearchable: try data.optionalFlag("searchable", standard: true),
            isPublic: try data.optionalFlag("public", standard: false),
            isNSFW: try data.optionalFlag("nsfw", standard: false),
            tagString: tags
        )
    }

    static func contact(_ data: Parameters) throws(RPCFault) -> Contact {
        try data.refuseUnknown(known: ["author", "recipient", "following", "sharing", "blocking"])
        let contact = Contact(
            author: try data.id("author"),
            recipient: try data.id("recipient"),
            following: try data.flag("following", standard: true),
            sharing: try data.flag("sharing", standard: true),
            blocking: try data.flag("blocking", standard: false)
        )
        guard !(contact.blocking && (contact.following || contact.sharing)) else {
            throw data.rejected("blocking", .contradiction, "Who blocks neither follows nor shares.")
        }
        return contact
    }

    static func conversation(_ data: Parameters) throws(RPCFault) -> Conversation {
        try data.refuseUnknown(known: ["author", "guid", "subject", "created_at", "participants", "messages"])
        let author = try data.id("author")
        let guid = try data.guid("guid")
        let participants = try participants(data)
        guard participants.contains(author) else {
            throw data.rejected("participants", .contradiction, "The author is not among the participants.")
        }
        var messages: [Message] = []
        for fields in try data.optionalObjects("messages", limit: ChangeLimits.parts) ?? [] {
            let message = try message(fields)
            guard message.author == author else {
                throw fields.rejected("author", .otherAuthor, "A message of another author than its conversation's.")
            }
            guard message.conversationGUID == guid else {
                throw fields.rejected("conversation_guid", .otherConversation, "A message of another conversation.")
            }
            messages.append(message)
        }
        return Conversation(
            author: author,
            guid: guid,
            subject: try data.text("subject", limit: ChangeLimits.line),
            createdAt: try data.optionalTime("created_at"),
            participants: participants,
            messages: messages
        )
    }

    /// The protocol's list, one string: IDs with `;` between them, at least two (§7).
    private static func participants(_ data: Parameters) throws(RPCFault) -> [DiasporaID] {
        let parts = try data.string("participants").split(separator: ";", omittingEmptySubsequences: false)
        guard parts.count <= ChangeLimits.people else {
            throw .invalid(data.field("participants"), .tooMany, "More than \(ChangeLimits.people) participants.")
        }
        var ids: [DiasporaID] = []
        let end = parts.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
        for part in parts[..<end] { ids.append(try data.id(String(part), "participants")) }
        guard ids.count >= 2 else {
            throw data.rejected("participants", .tooFew, "A conversation has at least two participants.")
        }
        return ids
    }

    static func message(_ data: Parameters) throws(RPCFault) -> Message {
        try data.refuseUnknown(known: ["author", "guid", "text", "created_at", "edited_at", "conversation_guid"])
        return Message(
            author: try data.id("author"),
            guid: try data.guid("guid"),
            text: try data.text("text", limit: ChangeLimits.text),
            createdAt: try data.optionalTime("created_at"),
            editedAt: try data.optionalTime("edited_at"),
            conversationGUID: try data.guid("conversation_guid")
        )
    }

    static func retraction(_ data: Parameters) throws(RPCFault) -> Retraction {
        try data.refuseUnknown(known: ["author", "target_guid", "target_type"])
        return Retraction(
            author: try data.id("author"),
            targetGUID: try data.guid("target_guid"),
            targetType: try data.choice("target_type", of: RetractionTarget.self)
        )
    }

    static func accountDeletion(_ data: Parameters) throws(RPCFault) -> AccountDeletion {
        try data.refuseUnknown(known: ["author"])
        return AccountDeletion(author: try data.id("author"))
    }

    static func accountMigration(_ data: Parameters) throws(RPCFault) -> AccountMigration {
        try data.refuseUnknown(known: ["author", "profile", "signature", "old_identity", "remote_photo_path"])
        let migration = AccountMigration(
            author: try data.id("author"),
            profile: try profile(try data.object("profile")),
            signature: try data.optionalText("signature", limit: ChangeLimits.key),
            oldIdentity: try data.optionalID("old_identity"),
            remotePhotoPath: try data.optionalURL("remote_photo_path")
        )
        if migration.author == migration.profile.author {
            guard let old = migration.oldIdentity else { throw .missing(data.field("old_identity")) }
            guard old != migration.author else {
                throw data.rejected("old_identity", .contradiction, "Nobody migrates to the same ID.")
            }
        }
        return migration
    }
}
