import Foundation
import GRDB
public import SocialModel

extension LedgerReader {
    /// What a post's item shows; nil if there is no such post any more.
    public func contents(of post: PostNumber, pod: PodPut) throws(LedgerError) -> PostContents? {
        try read { db in try ContentsQuery(db: db, pod: pod).post(post) }
    }

    /// A person as items show one.
    public func card(of person: PersonNumber, pod: PodPut) throws(LedgerError) -> PersonCard? {
        try read { db in try ContentsQuery(db: db, pod: pod).person(person.value)?.card }
    }

    /// The post at the end of a chain of reshares; nil where a link is gone.
    public func ultimateRoot(of post: PostNumber) throws(LedgerError) -> PostNumber? {
        try read { db in try ContentsQuery(db: db, pod: .unset).ultimateRoot(post.value).map { PostNumber($0) } }
    }
}

extension PodPut {
    /// What holds before the pod has said anything of itself.
    public static let unset = PodPut(
        url: "",
        defaultAvatar: Avatar(
            small: "/assets/user/default.png",
            medium: "/assets/user/default.png",
            large: "/assets/user/default.png"
        )
    )
}

/// The statements that gather a post's contents.
struct ContentsQuery {
    let db: Database
    let pod: PodPut

    func post(_ number: PostNumber) throws -> PostContents? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT guid, created_at, received_at, interacted_at, text, provider, address, latitude, longitude,
                      row_id, author, flags, root, mentions FROM post_bodies JOIN posts USING (number) WHERE number = ?
                    """
            ),
            arguments: [number.value]
        )
        guard let row, let guid = row["guid"] as GUID?, let author = try person(row["author"]) else { return nil }
        let flags = PostFlags(rawValue: row["flags"])
        let claimed = row["created_at"] as Timestamp
        let created = min(claimed, row["received_at"] as Timestamp)
        let isReshare = flags.contains(.reshare)
        let root = isReshare ? try ultimateRoot(number.value) : nil
        let poll = try poll(number.value)
        let photos = try photos(guid, row["author"])
        return PostContents(
            number: number,
            guid: guid,
            rowID: row["row_id"],
            author: author.card,
            isPublic: flags.contains(.isPublic),
            createdAt: created,
            claimedAt: claimed > created ? claimed : nil,
            interactedAt: row["interacted_at"],
            providerDisplayName: row["provider"],
            text: row["text"],
            isNSFW: isReshare
                ? try root.flatMap { try isNSFW($0) } : flags.contains(.nsfw) || author.flags.contains(.nsfw),
            isReshare: isReshare,
            root: root.map { PostNumber($0) },
            mentionedPeople: try people(row.numbers("mentions")),
            photos: photos.photos,
            madePhotos: photos.made,
            location: (row["latitude"] as String?).map {
                Location(address: row["address"], latitude: $0, longitude: row["longitude"] ?? "")
            },
            poll: poll?.poll,
            lastComments: try lastComments(number.value),
            partRowIDs: poll?.rowIDs ?? [:],
            votes: poll?.votes ?? [:],
            preview: try preview(number.value)
        )
    }

    func person(_ number: UInt32) throws -> (card: PersonCard, flags: StoredPersonFlags)? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT number, id, guid, row_id, flags, moved_to, first_name, last_name, image_small, image_medium,
                      image_large FROM people WHERE number = ?
                    """
            ),
            arguments: [number]
        )
        guard let row, let id = row["id"] as DiasporaID? else { return nil }
        // Chains are kept short: who this one moved to has not moved on.
        if let moved = row["moved_to"] as UInt32?, moved != number { return try person(moved) }
        let names = [row["first_name"] as String?, row["last_name"]].compactMap { $0?.trimmingWhitespace }
        let name = names.filter { !$0.isEmpty }.joined(separator: " ")
        let medium = row["image_medium"] as String?
        let card = PersonCard(
            number: PersonNumber(number),
            id: id,
            guid: row["guid"],
            rowID: row["row_id"],
            name: name.isEmpty ? id.text : name,
            avatar: Avatar(
                small: row["image_small"] ?? pod.defaultAvatar.small,
                medium: medium ?? pod.defaultAvatar.medium,
                large: row["image_large"] ?? pod.defaultAvatar.large
            ),
            hasAvatar: medium != nil
        )
        return (card, StoredPersonFlags(rawValue: row["flags"]))
    }

    /// Only people the pod told of and who have not left: anybody else who is mentioned is no link.
    private func people(_ numbers: [UInt32]) throws -> [PersonCard] {
        var seen: Set<PersonNumber> = []
        return try numbers.compactMap { try person($0) }
            .filter { $0.flags.contains(.known) && !$0.flags.contains(.closed) && seen.insert($0.card.number).inserted }
            .map(\.card)
    }

    func ultimateRoot(_ number: UInt32) throws -> UInt32? {
        let statement = try db.cachedStatement(sql: "SELECT root, flags FROM posts WHERE number = ?")
        var current = number
        // A chain ends at what is no reshare; a lost link has no root.
        for _ in 0..<64 {
            guard let row = try Row.fetchOne(statement, arguments: [current]) else { return nil }
            if !PostFlags(rawValue: row[1]).contains(.reshare) { return current == number ? nil : current }
            guard let root = row[0] as UInt32? else { return nil }
            current = root
        }
        return nil
    }

    private func isNSFW(_ number: UInt32) throws -> Bool? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql:
                    "SELECT posts.flags, people.flags FROM posts JOIN people ON people.number = author WHERE posts.number = ?"
            ),
            arguments: [number]
        )
        return row.map {
            PostFlags(rawValue: $0[0]).contains(.nsfw) || StoredPersonFlags(rawValue: $0[1]).contains(.nsfw)
        }
    }

    private func photos(_ post: GUID, _ author: UInt32) throws -> (photos: [Photo], made: [GUID: MadePhoto]) {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT photos.*, people.id AS author_id, \(PhotoProgress.columns) FROM photos
                      JOIN people ON people.number = photos.author
                      LEFT JOIN photo_files ON photo_files.guid = photos.guid WHERE post_guid = ? AND photos.author = ? ORDER BY photos.number
                    """
            ),
            arguments: [post, author]
        )
        var made: [GUID: MadePhoto] = [:]
        let photos = rows.compactMap { row in
            let photo = Self.photo(row)
            if let photo { made[photo.guid] = PhotoProgress(row)?.made }
            return photo
        }
        return (photos, made)
    }

    /// A row of `photos`, with its author's ID as `author_id`.
    static func photo(_ row: Row) -> Photo? {
        guard let guid = row["guid"] as GUID?, let id = row["author_id"] as DiasporaID? else { return nil }
        return Photo(
            guid: guid,
            author: id,
            isPublic: row["public"],
            createdAt: row["created_at"],
            remotePath: row["path"],
            remoteName: row["name"],
            text: row["text"],
            statusMessageGUID: row["post_guid"],
            height: row["height"],
            width: row["width"]
        )
    }

    /// What the pod said, else what was fetched.
    private func preview(_ post: UInt32) throws -> Preview {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT o_embed, open_graph FROM previews WHERE post = ?1 UNION ALL
                      SELECT o_embed, open_graph FROM links WHERE number = (SELECT link FROM post_links WHERE post = ?1)
                    """
            ),
            arguments: [post]
        )
        return Preview(oEmbed: row?[0], openGraph: row?[1])
    }

    /// The poll of a post, the pod's own rows of it and its answers, and how many voted for which.
    private func poll(_ post: UInt32) throws -> (poll: Poll, rowIDs: [GUID: Int64], votes: [GUID: Int])? {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT number, guid, question, row_id FROM polls WHERE post = ?"),
            arguments: [post]
        )
        guard let row, let guid = row["guid"] as GUID? else { return nil }
        var rowIDs = [guid: row["row_id"] as Int64?]
        var votes: [GUID: Int] = [:]
        let answers = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT guid, answer, row_id, (SELECT count(*) FROM votes
                      WHERE votes.poll = poll_answers.poll AND votes.position = poll_answers.position) AS votes
                      FROM poll_answers WHERE poll = ? ORDER BY position
                    """
            ),
            arguments: [row["number"] as Int64]
        ).compactMap { row -> PollAnswer? in
            guard let guid = row["guid"] as GUID? else { return nil }
            rowIDs[guid] = row["row_id"] as Int64?
            votes[guid] = row["votes"] as Int
            return PollAnswer(guid: guid, answer: row["answer"])
        }
        let poll = Poll(guid: guid, question: row["question"], answers: answers)
        return (poll, rowIDs.compactMapValues { $0 }, votes)
    }

    private func lastComments(_ post: UInt32) throws -> [CommentContents] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT * FROM comments WHERE post = ? ORDER BY created_at DESC, number DESC LIMIT 3"
            ),
            arguments: [post]
        )
        return try rows.reversed().compactMap(comment)
    }

    /// A row of `comments`.
    func comment(_ row: Row) throws -> CommentContents? {
        guard let guid = row["guid"] as GUID?, let author = try person(row["author"]) else { return nil }
        return CommentContents(
            guid: guid,
            rowID: row["row_id"],
            author: author.card,
            text: row["text"],
            createdAt: row["created_at"],
            mentionedPeople: try people(row.numbers("mentions")),
            likes: row["likes"]
        )
    }
}
