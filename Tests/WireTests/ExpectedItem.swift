import JSON
import SocialModel
import Wire

/// An item put together as a value, member by member as diaspora-behaviour §13.1 lists them: what cards are compared with.
struct ExpectedItem {
    var post: PostContents
    var root: PostContents?
    var overlay: ViewerOverlay
    var counts: PostCounts
    var viewer: PersonCard?

    private var shown: PostContents? { post.isReshare ? root : post }

    func json(root: JSONValue, isNested: Bool = false) -> JSONObject {
        var item = JSONObject()
        item["id"] = id(post.rowID, post.guid)
        item["guid"] = .string(post.guid.text)
        item["public"] = .bool(post.isPublic)
        item["created_at"] = .string(post.createdAt.iso8601Milliseconds)
        item["interacted_at"] = .string(post.interactedAt.iso8601Milliseconds)
        item["provider_display_name"] = text(post.providerDisplayName)
        item["text"] = .string(shown?.text ?? "")
        item["post_type"] = post.isReshare ? "Reshare" : "StatusMessage"
        item["title"] = .string(title)
        item["nsfw"] = shown?.isNSFW.map { .bool($0) } ?? .null
        item["author"] = person(post.author)
        item["o_embed_cache"] = .null
        item["open_graph_cache"] = .null
        item["mentioned_people"] = .array((shown?.mentionedPeople ?? []).map(mentioned))
        item["photos"] = .array((shown?.photos ?? []).map(photo))
        item["root"] = root
        item["location"] = [
            "address": text(shown?.location?.address), "lat": text(shown?.location?.latitude),
            "lng": text(shown?.location?.longitude),
        ]
        item["poll"] = poll
        item["poll_participation_answer_id"] = answer
        item["participation"] = .bool(overlay.participates)
        item["interactions"] = .object(interactions(isNested: isNested))
        if let claimedAt = post.claimedAt { item["claimed_at"] = .string(claimedAt.iso8601Milliseconds) }
        return item
    }

    /// Generated texts are plain words where a title is compared; its rules have tests of their own.
    private var title: String {
        guard let text = shown?.text, text.contains(where: { !$0.isWhitespace }) else {
            return "A post from \(post.author.name)"
        }
        return text
    }

    private func interactions(isNested: Bool) -> JSONObject {
        var object: JSONObject = ["likes": acts(overlay.like), "reshares": acts(overlay.reshare)]
        object["comments_count"] = .integer(Int64(counts.comments))
        object["likes_count"] = .integer(Int64(counts.likes))
        object["reshares_count"] = .integer(Int64(counts.reshares))
        if !isNested { object["comments"] = .array(post.lastComments.map(comment)) }
        return object
    }

    private func comment(_ comment: CommentContents) -> JSONValue {
        [
            "id": id(comment.rowID, comment.guid), "guid": .string(comment.guid.text), "text": .string(comment.text),
            "author": person(comment.author), "created_at": .string(comment.createdAt.iso8601Milliseconds),
            "mentioned_people": .array(comment.mentionedPeople.map(person)),
            "interactions": [
                "likes": acts(overlay.commentLikes[comment.guid]), "likes_count": .integer(Int64(comment.likes)),
            ],
        ]
    }

    private func acts(_ act: ViewerOverlay.Act?) -> JSONValue {
        guard let act, let viewer else { return [] }
        let guid = JSONValue.string(act.guid.text)
        let time = JSONValue.string(act.createdAt.iso8601Milliseconds)
        return [["id": guid, "guid": guid, "author": person(viewer), "created_at": time]]
    }

    private func person(_ person: PersonCard) -> JSONValue {
        [
            "id": id(person.rowID, person.guid), "guid": text(person.guid?.text), "name": .string(person.name),
            "diaspora_id": .string(person.id.text),
            "avatar": [
                "small": .string(person.avatar.small), "medium": .string(person.avatar.medium),
                "large": .string(person.avatar.large),
            ],
        ]
    }

    private func mentioned(_ person: PersonCard) -> JSONValue {
        var object: JSONObject = [
            "guid": text(person.guid?.text), "diaspora_id": .string(person.id.text), "name": .string(person.name),
        ]
        if person.hasAvatar { object["avatar"] = .string(person.avatar.medium) }
        return .object(object)
    }

    private func photo(_ photo: Photo) -> JSONValue {
        func number(_ value: Int?) -> JSONValue { value.map { .integer(Int64($0)) } ?? .null }
        func url(_ version: String) -> JSONValue { .string("\(photo.remotePath)\(version)\(photo.remoteName)") }
        return [
            "dimensions": ["height": number(photo.height), "width": number(photo.width)],
            "sizes": [
                "small": url("thumb_small_"), "medium": url("thumb_medium_"), "large": url("scaled_full_"),
                "raw": url(""),
            ],
        ]
    }

    private var poll: JSONValue {
        guard let shown, let poll = shown.poll else { return .null }
        let pollID = id(shown.partRowIDs[poll.guid], poll.guid)
        let answers = poll.answers.map { answer -> JSONValue in
            [
                "id": id(shown.partRowIDs[answer.guid], answer.guid), "answer": .string(answer.answer),
                "poll_id": pollID,
                "guid": .string(answer.guid.text), "vote_count": .integer(Int64(shown.votes[answer.guid] ?? 0)),
            ]
        }
        return [
            "poll_id": pollID, "post_id": id(shown.rowID, shown.guid), "question": .string(poll.question),
            "poll_answers": .array(answers), "participation_count": .integer(Int64(shown.votes.values.reduce(0, +))),
        ]
    }

    private var answer: JSONValue {
        guard let chosen = overlay.pollAnswer, shown?.poll?.answers.contains(where: { $0.guid == chosen }) == true
        else { return .null }
        return id(shown?.partRowIDs[chosen], chosen)
    }

    private func id(_ row: Int64?, _ guid: GUID?) -> JSONValue { row.map { .integer($0) } ?? text(guid?.text) }

    private func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
