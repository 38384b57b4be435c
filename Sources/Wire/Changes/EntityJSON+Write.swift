import JSON
import SocialModel

/// Entities as JSON: required properties always, optional ones where they are set (protocol §5).
extension EntityJSON {
    static func write(_ entity: StatusMessage, rows: [GUID: Int64]) -> JSONObject {
        var data: JSONObject = ["author": .string(entity.author.text), "guid": .string(entity.guid.text)]
        data["created_at"] = .time(entity.createdAt)
        data["public"] = .bool(entity.isPublic)
        data["provider_display_name"] = .text(entity.providerDisplayName)
        data["text"] = .text(entity.text) ?? .null
        data["edited_at"] = .time(entity.editedAt)
        if !entity.photos.isEmpty {
            data["photos"] = .array(entity.photos.map { .object(write($0, row: rows[$0.guid])) })
        }
        if let location = entity.location {
            data["location"] = [
                "address": .text(location.address) ?? .null, "lat": .string(location.latitude),
                "lng": .string(location.longitude),
            ]
        }
        data["poll"] = entity.poll.map { .object(write($0, rows: rows)) }
        return data
    }

    static func write(_ entity: Photo, row: Int64?) -> JSONObject {
        var data: JSONObject = ["guid": .string(entity.guid.text), "author": .string(entity.author.text)]
        data["public"] = .bool(entity.isPublic)
        data["created_at"] = .time(entity.createdAt)
        data["edited_at"] = .time(entity.editedAt)
        data["remote_photo_path"] = .string(entity.remotePath)
        data["remote_photo_name"] = .string(entity.remoteName)
        data["text"] = .text(entity.text)
        data["status_message_guid"] = .guid(entity.statusMessageGUID)
        data["height"] = entity.height.map { .integer(Int64($0)) }
        data["width"] = entity.width.map { .integer(Int64($0)) }
        data["row_id"] = .row(row)
        return data
    }

    private static func write(_ poll: Poll, rows: [GUID: Int64]) -> JSONObject {
        var data: JSONObject = ["guid": .string(poll.guid.text), "question": .string(poll.question)]
        data["poll_answers"] = .array(
            poll.answers.map { answer in
                var object: JSONObject = ["guid": .string(answer.guid.text), "answer": .string(answer.answer)]
                object["row_id"] = .row(rows[answer.guid])
                return .object(object)
            }
        )
        data["row_id"] = .row(rows[poll.guid])
        return data
    }

    static func write(_ entity: Reshare) -> JSONObject {
        var data: JSONObject = ["author": .string(entity.author.text), "guid": .string(entity.guid.text)]
        data["created_at"] = .time(entity.createdAt)
        data["root_author"] = .id(entity.root?.author)
        data["root_guid"] = .guid(entity.root?.guid)
        return data
    }

    // MARK: - Relayables

    static func write(_ entity: Comment) -> JSONObject {
        var data = child(entity.author, entity.guid, of: entity.parentGUID)
        data["text"] = .string(entity.text)
        data["created_at"] = .time(entity.createdAt)
        data["edited_at"] = .time(entity.editedAt)
        return data
    }

    static func write(_ entity: Like) -> JSONObject {
        var data = child(entity.author, entity.guid, of: entity.parentGUID)
        data["parent_type"] = .string(entity.parentType.rawValue)
        data["positive"] = .bool(entity.isPositive)
        return data
    }

    static func write(_ entity: PollParticipation) -> JSONObject {
        var data = child(entity.author, entity.guid, of: entity.parentGUID)
        data["poll_answer_guid"] = .string(entity.answerGUID.text)
        return data
    }

    static func write(_ entity: Participation) -> JSONObject {
        var data = child(entity.author, entity.guid, of: entity.parentGUID)
        data["parent_type"] = .string(LikeTarget.post.rawValue)
        return data
    }

    private static func child(_ author: DiasporaID, _ guid: GUID, of parent: GUID) -> JSONObject {
        ["author": .string(author.text), "guid": .string(guid.text), "parent_guid": .string(parent.text)]
    }

    /// What a relay must pass on unchanged, as the contract has it beside `data`.
    static func relay(of entity: Entity) -> JSONObject? {
        let relay: RelayData? =
            switch entity {
            case .comment(let comment): comment.relay
            case .like(let like): like.relay
            case .pollParticipation(let vote): vote.relay
            default: nil
            }
        guard let relay else { return nil }
        var object = JSONObject()
        object["author_signature"] = .text(relay.authorSignature)
        object["order"] = .array(relay.order.map { .string($0) })
        let additional = relay.additionalData.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        object["additional_data"] = .object(JSONObject(additional.lazy.map { ($0.key, .string($0.value)) }))
        return object
    }
}
