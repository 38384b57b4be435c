import SocialModel

/// The values of an entity under the reference's names, as JSON would hold them.
///
/// Written out here a second time, so that a mix-up of names in the sources shows.
struct PlainValues {
    let members: [(name: String, value: Any?)]

    private init(_ members: [(name: String, value: Any?)]) { self.members = members }

    init(_ entity: Entity) {
        switch entity {
        case .statusMessage(let it): self.init(it)
        case .photo(let it): self.init(it)
        case .reshare(let it):
            self.init([
                ("author", it.author.text), ("guid", it.guid.text), ("created_at", it.createdAt?.iso8601Seconds),
                ("root_author", it.root?.author.text), ("root_guid", it.root?.guid.text),
            ])
        case .comment(let it):
            self.init([
                ("author", it.author.text), ("guid", it.guid.text), ("parent_guid", it.parentGUID.text),
                ("text", it.text), ("created_at", it.createdAt?.iso8601Seconds),
                ("edited_at", it.editedAt?.iso8601Seconds), ("author_signature", it.relay?.authorSignature),
            ])
        case .like(let it):
            self.init([
                ("author", it.author.text), ("guid", it.guid.text), ("parent_guid", it.parentGUID.text),
                ("parent_type", it.parentType.rawValue), ("positive", it.isPositive),
                ("author_signature", it.relay?.authorSignature),
            ])
        case .pollParticipation(let it):
            self.init([
                ("author", it.author.text), ("guid", it.guid.text), ("parent_guid", it.parentGUID.text),
                ("poll_answer_guid", it.answerGUID.text), ("author_signature", it.relay?.authorSignature),
            ])
        case .participation(let it):
            self.init([
                ("author", it.author.text), ("guid", it.guid.text), ("parent_guid", it.parentGUID.text),
                ("parent_type", "Post"),
            ])
        case .profile(let it): self.init(it)
        case .contact(let it):
            self.init([
                ("author", it.author.text), ("recipient", it.recipient.text), ("following", it.following),
                ("sharing", it.sharing), ("blocking", it.blocking),
            ])
        case .conversation(let it):
            self.init([
                ("author", it.author.text), ("guid", it.guid.text), ("subject", it.subject),
                ("created_at", it.createdAt?.iso8601Seconds),
                ("participants", it.participants.map(\.text).joined(separator: ";")),
                ("messages", it.messages.map { PlainValues($0) }),
            ])
        case .message(let it): self.init(it)
        case .retraction(let it):
            self.init([
                ("author", it.author.text), ("target_guid", it.targetGUID.text),
                ("target_type", it.targetType.rawValue),
            ])
        case .accountDeletion(let it): self.init([("author", it.author.text)])
        case .accountMigration(let it):
            self.init([
                ("author", it.author.text), ("profile", PlainValues(it.profile)), ("signature", it.signature),
                ("old_identity", it.oldIdentity?.text), ("remote_photo_path", it.remotePhotoPath),
            ])
        }
    }

    private init(_ it: StatusMessage) {
        members = [
            ("author", it.author.text), ("guid", it.guid.text), ("created_at", it.createdAt?.iso8601Seconds),
            ("public", it.isPublic), ("provider_display_name", it.providerDisplayName), ("text", it.text),
            ("edited_at", it.editedAt?.iso8601Seconds), ("photos", it.photos.map { PlainValues($0) }),
            ("location", it.location.map { PlainValues($0) }), ("poll", it.poll.map { PlainValues($0) }),
        ]
    }

    private init(_ it: Photo) {
        members = [
            ("guid", it.guid.text), ("author", it.author.text), ("public", it.isPublic),
            ("created_at", it.createdAt?.iso8601Seconds), ("edited_at", it.editedAt?.iso8601Seconds),
            ("remote_photo_path", it.remotePath), ("remote_photo_name", it.remoteName), ("text", it.text),
            ("status_message_guid", it.statusMessageGUID?.text), ("height", it.height), ("width", it.width),
        ]
    }

    private init(_ it: Location) {
        members = [("address", it.address), ("lat", it.latitude), ("lng", it.longitude)]
    }

    private init(_ it: Poll) {
        members = [
            ("guid", it.guid.text), ("question", it.question), ("poll_answers", it.answers.map { PlainValues($0) }),
        ]
    }

    private init(_ it: PollAnswer) { members = [("guid", it.guid.text), ("answer", it.answer)] }

    private init(_ it: Profile) {
        members = [
            ("author", it.author.text), ("edited_at", it.editedAt?.iso8601Seconds), ("full_name", it.fullName),
            ("first_name", it.firstName), ("last_name", it.lastName), ("image_url", it.imageURL),
            ("image_url_medium", it.imageURLMedium), ("image_url_small", it.imageURLSmall), ("bio", it.bio),
            ("birthday", it.birthday), ("gender", it.gender), ("location", it.location),
            ("searchable", it.isSearchable), ("public", it.isPublic), ("nsfw", it.isNSFW),
            ("tag_string", it.tagString),
        ]
    }

    private init(_ it: Message) {
        members = [
            ("author", it.author.text), ("guid", it.guid.text), ("text", it.text),
            ("created_at", it.createdAt?.iso8601Seconds), ("edited_at", it.editedAt?.iso8601Seconds),
            ("conversation_guid", it.conversationGUID.text),
        ]
    }

    // MARK: - Comparison

    /// What the reference has and we have not: looked up, or checked and dropped.
    private static let notOurs: Set<String> = ["parent", "target", "event", "embed"]

    /// The names under which JSON has other values, or values that are not here.
    func differences(from json: [String: Any]) -> [String] {
        let unknown = Set(json.keys).subtracting(members.map(\.name)).subtracting(Self.notOurs)
        let different = members.filter { !Self.equal($0.value, json[$0.name]) }
        return different.map { "\($0.name): \(String(describing: $0.value))" } + unknown
    }

    private static func equal(_ ours: Any?, _ json: Any?) -> Bool {
        switch ours {
        case nil: json == nil || "\(json ?? "")" == "<null>"
        case let ours as PlainValues: (json as? [String: Any]).map { ours.differences(from: $0).isEmpty } ?? false
        case let ours as [PlainValues]:
            (json as? [[String: Any]]).map { json in
                ours.count == json.count && zip(ours, json).allSatisfy { $0.differences(from: $1).isEmpty }
            } ?? false
        case let ours as String: (json as? String).map { ours.utf8.elementsEqual($0.utf8) } ?? false
        case let ours as Bool: json as? Bool == ours
        case let ours as Int: json as? Int == ours
        default: false
        }
    }
}
