import Testing

@testable import Federation
@testable import SocialModel

/// The values that the reference was given to write, as our entities.
struct OutboundInput {
    private let members: [String: Any]

    init(_ members: [String: Any]) { self.members = members }

    /// Its values; those of what SocialModel does not know, events and embeds, are given by hand.
    func record(_ type: String, order: [String]?, additional: [String: String]) throws -> (Record, RelayData?) {
        switch type {
        case "event": return (try event(), nil)
        case "event_participation":
            let values: [Record.Value?] = [
                .person(try person()), .guid(try guid()), .guid(try guid("parent_guid")),
                text("status").map { .string($0) },
            ]
            return (Record(Self.eventParticipation, inOrder: values), nil)
        default: break
        }
        let entity = try entity(type, order: order, additional: additional)
        guard type == "status_message" else { return (entity.record, entity.relay) }
        let record = entity.record
        var values = record.values
        if let place = record.schema.index(of: "event"), let event = nested("event").first {
            values[place] = .record(try event.event())
        }
        if let place = record.schema.index(of: "embed"), let embed = nested("embed").first {
            values[place] = .record(Record(.embed, ["nothing": .boolean(try embed.flag("nothing"))]))
        }
        return (Record(record.schema, inOrder: values), nil)
    }

    private func event() throws -> Record {
        Record(
            .event,
            [
                "author": .person(try person()), "guid": .guid(try guid()),
                "summary": text("summary").map { .string($0) }, "description": text("description").map { .string($0) },
                "start": time("start").map { .timestamp($0) }, "end": time("end").map { .timestamp($0) },
                "all_day": .boolean(try flag("all_day")), "timezone": text("timezone").map { .string($0) },
            ]
        )
    }

    /// diaspora* has no events, and so nobody here reads or writes this.
    private static let eventParticipation = EntitySchema(
        "event_participation",
        relayable: true,
        [
            Property("author", .person, .required), Property("guid", .guid, .required),
            Property("parent_guid", .guid, .required), Property("status", .string, .required),
        ]
    )

    /// A discovery document; what the app adds to its own is not among what the reference was given.
    func document(_ type: String, _ id: String) throws -> [UInt8] {
        if type == "hcard" {
            return HCard(
                guid: try guid(),
                nickname: text("nickname"),
                fullName: text("full_name"),
                firstName: text("first_name"),
                lastName: text("last_name"),
                publicKey: try #require(text("public_key")),
                photoLarge: try #require(text("photo_large_url")),
                photoMedium: try #require(text("photo_medium_url")),
                photoSmall: try #require(text("photo_small_url")),
                isSearchable: try flag("searchable")
            ).html
        }
        let isMinimal = id.hasSuffix("minimal")
        return WebFingerDocument(
            id: try Cast.person(String((try #require(text("acct_uri"))).dropFirst(5))),
            hCardURL: try #require(text("hcard_url")),
            seedURL: try #require(text("seed_url")),
            profileURL: text("profile_url"),
            atomURL: text("atom_url"),
            salmonURL: text("salmon_url"),
            subscribeTemplate: text("subscribe_url")
        ).json(
            aliases: isMinimal ? [] : ["https://local.example/people/da7e000000000000000000000000cafe"],
            issuer: isMinimal ? nil : "https://local.example/"
        )
    }

    /// The entity; a relayable has no relay data but a stored signature.
    func entity(_ type: String, order: [String]?, additional: [String: String]) throws -> Entity {
        switch type {
        case "status_message": .statusMessage(try statusMessage())
        case "reshare":
            .reshare(Reshare(author: try person(), guid: try guid(), createdAt: time("created_at"), root: try root()))
        case "contact":
            .contact(
                Contact(
                    author: try person(),
                    recipient: try person("recipient"),
                    following: try flag("following"),
                    sharing: try flag("sharing"),
                    blocking: try flag("blocking")
                )
            )
        case "message":
            .message(
                Message(
                    author: try person(),
                    guid: try guid(),
                    text: try #require(text("text")),
                    createdAt: time("created_at"),
                    editedAt: time("edited_at"),
                    conversationGUID: try guid("conversation_guid")
                )
            )
        case "retraction":
            .retraction(
                Retraction(
                    author: try person(),
                    targetGUID: try guid("target_guid"),
                    targetType: try #require(text("target_type").flatMap(RetractionTarget.init(rawValue:)))
                )
            )
        case "comment": .comment(try comment(order, additional))
        default: throw Cast.Misspelt(text: type)
        }
    }

    private func comment(_ order: [String]?, _ additional: [String: String]) throws -> SocialModel.Comment {
        let relay = order.map {
            RelayData(authorSignature: text("author_signature"), order: $0, additionalData: additional)
        }
        return SocialModel.Comment(
            author: try person(),
            guid: try guid(),
            parentGUID: try guid("parent_guid"),
            text: try #require(text("text")),
            createdAt: time("created_at"),
            editedAt: time("edited_at"),
            relay: relay
        )
    }

    private func statusMessage() throws -> StatusMessage {
        StatusMessage(
            author: try person(),
            guid: try guid(),
            createdAt: time("created_at"),
            isPublic: try flag("public"),
            text: text("text"),
            providerDisplayName: text("provider_display_name"),
            editedAt: time("edited_at"),
            photos: try nested("photos").map { try $0.photo() },
            location: try nested("location").first.map { location in
                Location(
                    address: location.text("address"),
                    latitude: try #require(location.text("lat")),
                    longitude: try #require(location.text("lng"))
                )
            },
            poll: try nested("poll").first.map { try $0.poll() }
        )
    }

    private func photo() throws -> Photo {
        Photo(
            guid: try guid(),
            author: try person(),
            isPublic: try flag("public"),
            createdAt: time("created_at"),
            remotePath: try #require(text("remote_photo_path")),
            remoteName: try #require(text("remote_photo_name")),
            text: text("text"),
            height: members["height"] as? Int,
            width: members["width"] as? Int
        )
    }

    private func poll() throws -> Poll {
        Poll(
            guid: try guid(),
            question: try #require(text("question")),
            answers: try nested("poll_answers").map { answer in
                PollAnswer(guid: try answer.guid(), answer: try #require(answer.text("answer")))
            }
        )
    }

    private func root() throws -> Reshare.Root? {
        guard text("root_guid") != nil else { return nil }
        return Reshare.Root(author: try person("root_author"), guid: try guid("root_guid"))
    }

    /// One nested entity or a list, each as `{"entity": …, "data": {…}}`.
    private func nested(_ name: String) -> [OutboundInput] {
        let wrapped = members[name] as? [[String: Any]] ?? [members[name] as? [String: Any]].compactMap(\.self)
        return wrapped.compactMap { ($0["data"] as? [String: Any]).map { OutboundInput($0) } }
    }

    private func text(_ name: String) -> String? { members[name] as? String }
    private func flag(_ name: String) throws -> Bool { try #require(members[name] as? Bool) }
    private func person(_ name: String = "author") throws -> DiasporaID { try Cast.person(text(name) ?? "") }
    private func guid(_ name: String = "guid") throws -> GUID { try Cast.guid(text(name) ?? "") }
    private func time(_ name: String) -> Timestamp? { text(name).flatMap { Timestamp(iso8601: $0) } }
}
