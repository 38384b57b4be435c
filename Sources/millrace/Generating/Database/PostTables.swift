import SocialModel

/// Posts, their parts, and what people do with them.
struct PostTables {
    private(set) var postNumbers: [GUID: Int] = [:]
    private let people: [DiasporaID: Int]
    private let users: [DiasporaID: Int]
    private var posts: [PostRow] = []
    private var comments: [CommentRow] = []
    private var commentNumbers: [GUID: Int] = [:]
    private var answers: [(poll: Int, guid: GUID, answer: String, votes: Int)] = []
    private var answerPlaces: [GUID: Int] = [:]
    private var liked: Set<[Int]> = []
    private var votes: Set<[Int]> = []
    private var photoGUIDs: Set<GUID> = []
    private var mentioned: Set<[Int]> = []
    private var participants: [ParticipationKey: (number: Int, count: Int, time: Timestamp)] = [:]
    private var participationOrder: [ParticipationKey] = []
    private var shareVisibilities = SQLTable("share_visibilities", "id, shareable_id, shareable_type, user_id")
    private var aspectVisibilities = SQLTable("aspect_visibilities", "id, shareable_id, shareable_type, aspect_id")
    private var photos = SQLTable(
        "photos",
        "id, author_id, public, guid, text, remote_photo_path, remote_photo_name, status_message_guid, height, width, "
            + "created_at, updated_at"
    )
    private var locations = SQLTable("locations", "id, address, lat, lng, status_message_id, created_at, updated_at")
    private var polls = SQLTable("polls", "id, question, status_message_id, guid")
    private var pollParticipations = SQLTable(
        "poll_participations",
        "id, poll_answer_id, author_id, poll_id, guid, created_at"
    )
    private var likes = SQLTable(
        "likes",
        "id, target_id, author_id, guid, target_type, created_at, updated_at"
    )
    private var mentions = SQLTable("mentions", "id, mentions_container_id, person_id, mentions_container_type")

    private struct PostRow {
        var entity: Entity
        var author: Int
        var isRootGone: Bool
        var created: Timestamp
        var arrival: Timestamp
        var interacted: Timestamp
        var likes = 0
        var comments = 0
        var reshares = 0
    }

    private struct CommentRow {
        var comment: Comment
        var author: Int
        var post: Int
        var time: Timestamp
        var likes = 0
    }

    private struct ParticipationKey: Hashable {
        var post: Int
        var author: Int
    }

    /// - Parameters:
    ///   - people: the numbers of people.
    ///   - users: those of users.
    init(people: [DiasporaID: Int], users: [DiasporaID: Int]) {
        self.people = people
        self.users = users
    }

    // MARK: - Posts

    /// Adds a post; who is not known has no posts.
    mutating func add(
        _ put: EntityPut,
        aspects: [Int],
        isRootGone: Bool,
        _ arrival: Timestamp,
        _ tags: inout TagTables
    ) {
        guard let guid = put.entity.guid, let author = people[put.entity.author] else { return }
        let number = posts.count + 1
        var created = arrival
        switch put.entity {
        case .statusMessage(let message):
            created = message.createdAt ?? arrival
            addParts(of: message, number, author, created, &tags)
            if !message.isPublic { addVisibilities("Post", number, put, aspects) }
        case .reshare(let reshare):
            created = reshare.createdAt ?? arrival
            if !isRootGone, let root = reshare.root.flatMap({ postNumbers[$0.guid] }) { posts[root - 1].reshares += 1 }
        default: return
        }
        postNumbers[guid] = number
        posts.append(
            PostRow(
                entity: put.entity,
                author: author,
                isRootGone: isRootGone,
                created: created,
                arrival: arrival,
                interacted: arrival
            )
        )
    }

    private mutating func addVisibilities(_ type: String, _ number: Int, _ put: EntityPut, _ aspects: [Int]) {
        for user in put.recipients.compactMap({ users[$0] }) {
            shareVisibilities.add(
                .integer(shareVisibilities.count + 1),
                .integer(number),
                .text(type),
                .integer(user)
            )
        }
        for aspect in aspects {
            aspectVisibilities.add(
                .integer(aspectVisibilities.count + 1),
                .integer(number),
                .text(type),
                .integer(aspect)
            )
        }
    }

    private mutating func addParts(
        of message: StatusMessage,
        _ number: Int,
        _ author: Int,
        _ time: Timestamp,
        _ tags: inout TagTables
    ) {
        let text = message.text ?? ""
        tags.add(TagGrammar.tags(in: text), "Post", number, time)
        mention(text, "Post", number)
        for photo in message.photos { add(photo, of: message.guid, time) }
        if let location = message.location {
            locations.add(
                .integer(locations.count + 1),
                .optional(location.address),
                .text(location.latitude),
                .text(location.longitude),
                .integer(number),
                .time(time),
                .time(time)
            )
        }
        guard let poll = message.poll else { return }
        polls.add(
            .integer(polls.count + 1),
            .text(poll.question),
            .integer(number),
            .text(poll.guid.text)
        )
        for answer in poll.answers {
            answerPlaces[answer.guid] = answers.count
            answers.append((polls.count, answer.guid, answer.answer, 0))
        }
    }

    private mutating func add(_ photo: Photo, of message: GUID?, _ time: Timestamp) {
        guard let author = people[photo.author], photoGUIDs.insert(photo.guid).inserted else { return }
        let created = photo.createdAt ?? time
        photos.add(
            .integer(photos.count + 1),
            .integer(author),
            .flag(photo.isPublic),
            .text(photo.guid.text),
            .optional(photo.text),
            .text(photo.remotePath),
            .text(photo.remoteName),
            .optional(message?.text),
            .optional(photo.height),
            .optional(photo.width),
            .time(created),
            .time(created)
        )
    }

    private mutating func mention(_ text: String, _ type: String, _ number: Int) {
        for person in MentionGrammar.people(in: text).compactMap({ people[$0] })
        where mentioned.insert([type == "Post" ? 0 : 1, number, person]).inserted {
            mentions.add(.integer(mentions.count + 1), .integer(number), .integer(person), .text(type))
        }
    }

    // MARK: - Interactions

    /// Adds a comment to a post that is there.
    mutating func add(_ comment: Comment, _ arrival: Timestamp, _ tags: inout TagTables) {
        guard let post = postNumbers[comment.parentGUID], let author = people[comment.author] else { return }
        let number = comments.count + 1
        let time = comment.createdAt ?? arrival
        commentNumbers[comment.guid] = number
        comments.append(CommentRow(comment: comment, author: author, post: post, time: time))
        posts[post - 1].comments += 1
        posts[post - 1].interacted = max(posts[post - 1].interacted, arrival)
        tags.add(TagGrammar.tags(in: comment.text), "Comment", number, time)
        mention(comment.text, "Comment", number)
        participate(comment.author, post, time)
    }

    /// Adds a like, a vote or a photo that came alone; comments are there already.
    mutating func add(_ entity: Entity, _ arrival: Timestamp) {
        switch entity {
        case .like(let like): add(like, arrival)
        case .pollParticipation(let vote): add(vote, arrival)
        case .photo(let photo):
            add(photo, of: photo.statusMessageGUID.flatMap { postNumbers[$0] == nil ? nil : $0 }, arrival)
        default: break
        }
    }

    private mutating func add(_ like: Like, _ arrival: Timestamp) {
        let isOfPost = like.parentType == .post
        guard let target = isOfPost ? postNumbers[like.parentGUID] : commentNumbers[like.parentGUID],
            let author = people[like.author], liked.insert([isOfPost ? 0 : 1, target, author]).inserted
        else { return }
        likes.add(
            .integer(likes.count + 1),
            .integer(target),
            .integer(author),
            .text(like.guid.text),
            .text(like.parentType.rawValue),
            .time(arrival),
            .time(arrival)
        )
        if isOfPost { posts[target - 1].likes += 1 } else { comments[target - 1].likes += 1 }
        participate(like.author, isOfPost ? target : comments[target - 1].post, arrival)
    }

    private mutating func add(_ vote: PollParticipation, _ arrival: Timestamp) {
        guard let place = answerPlaces[vote.answerGUID], let author = people[vote.author],
            votes.insert([answers[place].poll, author]).inserted
        else { return }
        answers[place].votes += 1
        pollParticipations.add(
            .integer(pollParticipations.count + 1),
            .integer(place + 1),
            .integer(author),
            .integer(answers[place].poll),
            .text(vote.guid.text),
            .time(arrival)
        )
    }

    // Users subscribe to what they comment on or like, their own posts aside.
    private mutating func participate(_ person: DiasporaID, _ post: Int, _ time: Timestamp) {
        guard users[person] != nil, let author = people[person], posts[post - 1].author != author else { return }
        let key = ParticipationKey(post: post, author: author)
        if participants[key] == nil { participationOrder.append(key) }
        participants[key, default: (participationOrder.count, 0, time)].count += 1
    }

    // MARK: - Tables

    /// All of these tables.
    func finished() -> [SQLTable] {
        [
            postTable, shareVisibilities, aspectVisibilities, photos, locations, polls, answerTable,
            pollParticipations, commentTable, likes, mentions, participationTable,
        ]
    }

    private var postTable: SQLTable {
        var table = SQLTable(
            "posts",
            "id, author_id, public, guid, type, text, created_at, updated_at, provider_display_name, root_guid, "
                + "likes_count, comments_count, reshares_count, interacted_at"
        )
        for (index, row) in posts.enumerated() {
            var values = (isPublic: true, type: "Reshare", text: String?.none, root: String?.none, by: String?.none)
            switch row.entity {
            case .statusMessage(let message):
                values = (message.isPublic, "StatusMessage", message.text, nil, message.providerDisplayName)
            case .reshare(let reshare): values.root = row.isRootGone ? nil : reshare.root?.guid.text
            default: continue
            }
            table.add(
                .integer(index + 1),
                .integer(row.author),
                .flag(values.isPublic),
                .optional(row.entity.guid?.text),
                .text(values.type),
                .optional(values.text),
                .time(row.created),
                .time(row.arrival),
                .optional(values.by),
                .optional(values.root),
                .integer(row.likes),
                .integer(row.comments),
                .integer(row.reshares),
                .time(row.interacted)
            )
        }
        return table
    }

    private var commentTable: SQLTable {
        var table = SQLTable(
            "comments",
            "id, text, commentable_id, author_id, guid, likes_count, created_at, updated_at"
        )
        for (index, row) in comments.enumerated() {
            table.add(
                .integer(index + 1),
                .text(row.comment.text),
                .integer(row.post),
                .integer(row.author),
                .text(row.comment.guid.text),
                .integer(row.likes),
                .time(row.time),
                .time(row.time)
            )
        }
        return table
    }

    private var answerTable: SQLTable {
        var table = SQLTable("poll_answers", "id, answer, poll_id, guid, vote_count")
        for (index, answer) in answers.enumerated() {
            table.add(
                .integer(index + 1),
                .text(answer.answer),
                .integer(answer.poll),
                .text(answer.guid.text),
                .integer(answer.votes)
            )
        }
        return table
    }

    private var participationTable: SQLTable {
        var table = SQLTable(
            "participations",
            "id, target_id, target_type, author_id, count, created_at, updated_at"
        )
        for key in participationOrder {
            guard let row = participants[key] else { continue }
            table.add(
                .integer(table.count + 1),
                .integer(key.post),
                .text("Post"),
                .integer(key.author),
                .integer(row.count),
                .time(row.time),
                .time(row.time)
            )
        }
        return table
    }
}
