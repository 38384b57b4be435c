import SocialModel

// The tables of protocol §8. A reader who knows them should find them again here.

extension EntitySchema {
    /// The schema of an entity that can be received.
    static func of(_ type: EntityType) -> EntitySchema {
        switch type {
        case .statusMessage: statusMessage
        case .photo: photo
        case .reshare: reshare
        case .comment: comment
        case .like: like
        case .pollParticipation: pollParticipation
        case .participation: participation
        case .profile: profile
        case .contact: contact
        case .conversation: conversation
        case .message: message
        case .retraction: retraction
        case .accountDeletion: accountDeletion
        case .accountMigration: accountMigration
        }
    }

    // MARK: - Posts

    static let statusMessage = EntitySchema(
        "status_message",
        [
            Property("author", .person, .required),
            Property("guid", .guid, .required),
            Property("created_at", .timestamp, .defaulted(.now)),
            Property("public", .boolean, .defaulted(.no), .notNull),
            Property("provider_display_name", .string, .optional),
            Property("text", .string, .required, .length(65_535)),
            Property("edited_at", .timestamp, .optional),
            Property("photo", .list(photo), .optional),
            Property("location", .record(location), .optional),
            Property("poll", .record(poll), .optional),
            Property("event", .record(event), .optional),
            Property("embed", .record(embed), .optional),
        ],
        check: { post in
            let nested = post.list("photo") + [post.record("event")].compactMap(\.self)
            return nested.allSatisfy { $0.person("author") == post.person("author") } ? nil : .nestedAuthor
        }
    )

    static let photo = EntitySchema(
        "photo",
        [
            Property("guid", .guid, .required),
            Property("author", .person, .required),
            Property("public", .boolean, .defaulted(.no), .notNull),
            Property("created_at", .timestamp, .defaulted(.now)),
            Property("edited_at", .timestamp, .optional),
            Property("remote_photo_path", .string, .required, .notEmpty, .uri([.path])),
            Property("remote_photo_name", .string, .required, .notEmpty),
            Property("text", .string, .optional, .length(65_535)),
            Property("status_message_guid", .guid, .optional),
            Property("height", .integer, .optional),
            Property("width", .integer, .optional),
        ]
    )

    static let location = EntitySchema(
        "location",
        [
            Property("address", .string, .required),
            Property("lat", .string, .required, .notEmpty),
            Property("lng", .string, .required, .notEmpty),
        ]
    )

    static let poll = EntitySchema(
        "poll",
        [
            Property("guid", .guid, .required),
            Property("question", .string, .required, .notEmpty, .length(255)),
            Property("poll_answer", .list(pollAnswer), .required, .atLeast(2)),
        ]
    )

    static let pollAnswer = EntitySchema(
        "poll_answer",
        [
            Property("guid", .guid, .required),
            Property("answer", .string, .required, .notEmpty, .length(255)),
        ]
    )

    /// Checked where it is nested, then dropped: diaspora* itself has no events.
    static let event = EntitySchema(
        "event",
        [
            Property("author", .person, .required),
            Property("guid", .guid, .required),
            Property("edited_at", .timestamp, .optional),
            Property("summary", .string, .required, .notEmpty, .length(255)),
            Property("description", .string, .optional, .length(65_535)),
            Property("start", .timestamp, .required, .notNull),
            Property("end", .timestamp, .optional),
            Property("all_day", .boolean, .optionalDefaulted(.no)),
            Property("timezone", .string, .optional, .timeZone),
            Property("location", .record(location), .optional),
        ]
    )

    /// Checked where it is nested, then dropped: diaspora* itself makes no use of it.
    static let embed = EntitySchema(
        "embed",
        [
            Property("url", .string, .optional, .uri([.host])),
            Property("title", .string, .optional, .length(255)),
            Property("description", .string, .optional, .length(65_535)),
            Property("image", .string, .optional, .uri([.host, .path])),
            Property("nothing", .boolean, .optional),
        ],
        check: { ($0.string("url") != nil) == ($0.boolean("nothing") == true) ? .urlOrNothing : nil }
    )

    static let reshare = EntitySchema(
        "reshare",
        [
            Property("author", .person, .required),
            Property("guid", .guid, .required),
            Property("created_at", .timestamp, .defaulted(.now)),
            Property("root_author", .person, .optional),
            Property("root_guid", .guid, .optional),
        ],
        check: { ($0.person("root_author") == nil) == ($0.guid("root_guid") == nil) ? nil : .halfRoot }
    )

    // MARK: - Relayables

    static let comment = EntitySchema(
        "comment",
        relayable: true,
        [
            Property("author", .person, .required),
            Property("guid", .guid, .required),
            Property("parent_guid", .guid, .required),
            Property("text", .string, .required, .notEmpty, .length(65_535)),
            Property("created_at", .timestamp, .defaulted(.now)),
            Property("edited_at", .timestamp, .optional),
        ]
    )

    static let like = EntitySchema(
        "like",
        relayable: true,
        [
            Property("author", .person, .required),
            Property("guid", .guid, .required),
            Property("parent_guid", .guid, .required),
            Property("parent_type", .string, .required, .oneOf(["Post", "Comment"])),
            // Null means nothing, so it is refused (§19).
            Property("positive", .boolean, .required, .notNull),
        ]
    )

    static let pollParticipation = EntitySchema(
        "poll_participation",
        relayable: true,
        [
            Property("author", .person, .required),
            Property("guid", .guid, .required),
            Property("parent_guid", .guid, .required),
            Property("poll_answer_guid", .guid, .required),
        ]
    )

    // MARK: - People

    static let profile = EntitySchema(
        "profile",
        [
            Property("author", .person, .required),
            Property("edited_at", .timestamp, .optional),
            Property("full_name", .string, .optional, .name(70)),
            Property("first_name", .string, .optional, .name(32)),
            Property("last_name", .string, .optional, .name(32)),
            Property("image_url", .string, .optional, .uri([.path])),
            Property("image_url_medium", .string, .optional, .uri([.path])),
            Property("image_url_small", .string, .optional, .uri([.path])),
            Property("bio", .string, .optional, .length(65_535)),
            Property("birthday", .string, .optional, .birthday),
            Property("gender", .string, .optional, .length(255)),
            Property("location", .string, .optional, .length(255)),
            Property("searchable", .boolean, .optionalDefaulted(.yes)),
            Property("public", .boolean, .optionalDefaulted(.no)),
            Property("nsfw", .boolean, .optionalDefaulted(.no)),
            Property("tag_string", .string, .optional, .tags(5)),
        ]
    )

    static let contact = EntitySchema(
        "contact",
        [
            Property("author", .person, .required),
            Property("recipient", .person, .required),
            Property("following", .boolean, .defaulted(.yes), .notNull),
            Property("sharing", .boolean, .defaulted(.yes), .notNull),
            Property("blocking", .boolean, .optionalDefaulted(.no)),
        ],
        check: { contact in
            let shares = contact.boolean("following") == true || contact.boolean("sharing") == true
            return shares && contact.boolean("blocking") == true ? .blockedYetShared : nil
        }
    )

    static let participation = EntitySchema(
        "participation",
        [
            Property("author", .person, .required),
            Property("guid", .guid, .required),
            Property("parent_guid", .guid, .required),
            Property("parent_type", .string, .required, .oneOf(["Post"])),
        ]
    )

    // MARK: - Conversations

    static let conversation = EntitySchema(
        "conversation",
        [
            Property("author", .person, .required),
            Property("guid", .guid, .required),
            Property("subject", .string, .required, .notEmpty, .length(255)),
            Property("created_at", .timestamp, .defaulted(.now)),
            Property("participants", .string, .required, .notEmpty, .people(atLeast: 2)),
            Property("message", .list(message), .defaulted(.none)),
        ],
        check: { conversation in
            let messages = conversation.list("message")
            let author = conversation.person("author")
            if messages.contains(where: { $0.person("author") != author }) { return .nestedAuthor }
            if messages.contains(where: { $0.guid("conversation_guid") != conversation.guid("guid") }) {
                return .foreignMessage
            }
            let participants = Rule.people(in: conversation.string("participants") ?? "")
            return participants.contains { $0.utf8.elementsEqual(author?.text.utf8 ?? "".utf8) }
                ? nil : .authorNotParticipating
        }
    )

    static let message = EntitySchema(
        "message",
        [
            Property("author", .person, .required),
            Property("guid", .guid, .required),
            Property("text", .string, .required, .notEmpty, .length(65_535)),
            Property("created_at", .timestamp, .defaulted(.now)),
            Property("edited_at", .timestamp, .optional),
            Property("conversation_guid", .guid, .required),
        ]
    )

    // MARK: - Withdrawals and accounts

    static let retraction = EntitySchema(
        "retraction",
        [
            Property("author", .person, .required),
            Property("target_guid", .guid, .required),
            Property("target_type", .string, .required, .notEmpty),
        ]
    )

    static let accountDeletion = EntitySchema("account_deletion", [Property("author", .person, .required)])

    static let accountMigration = EntitySchema(
        "account_migration",
        [
            Property("author", .person, .required),
            Property("profile", .record(profile), .required, .notNull),
            Property("signature", .string, .defaulted(.none)),
            // The old identity need not name itself, although the reference writes an empty element then.
            Property("old_identity", .person, .optional),
            Property("remote_photo_path", .string, .optional, .uri([.path])),
        ],
        check: { migration in
            guard migration.person("author") == migration.record("profile")?.person("author") else { return nil }
            guard let old = migration.person("old_identity") else { return .noOldIdentity }
            return old == migration.person("author") ? .migrationToItself : nil
        }
    )
}
