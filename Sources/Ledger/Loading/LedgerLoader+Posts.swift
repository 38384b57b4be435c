import GRDB
import SocialModel

extension LedgerLoader {
    /// A post by its GUID; waits for one that is not there yet.
    func post(_ guid: GUID, author: DiasporaID?) throws -> UInt32 {
        if let known = posts.number(guid) { return known }
        if retractedPosts.contains(guid) {
            throw Refusal("target_retracted", "The post \(guid) was retracted.")
        }
        throw Unmet(need: .entity(type: .post, guid: guid, author: author))
    }

    func putStatusMessage(_ post: StatusMessage, _ put: EntityPut, _ arrival: Arrival) throws -> Bool {
        let author = try person(post.author)
        guard try isNew(post.guid, author, put, arrival) else { return false }
        guard post.hasContent else { throw Refusal("empty_post", "A post needs text or a photo.") }
        let recipients = post.isPublic ? [] : Set(try put.recipients.map { try user($0) }).sorted()
        let aspects = post.isPublic || put.aspects.isEmpty ? [] : try aspects(of: post.author, put.aspects)
        try Self.checkLengths(of: arrival.text.tags)
        var new = NewRow(author: author, flags: arrival.text.flags, recipients: recipients, aspects: aspects)
        new.tags = try tags(arrival.text.tags)
        new.mentions = try mentioned(put.mentions ?? arrival.text.mentions)
        let number = try insert(new, post.guid, post.createdAt, put, arrival) { row in
            row.add(post.text)
            row.add(post.providerDisplayName)
            row.add(post.location?.address)
            row.add(post.location?.latitude)
            row.add(post.location?.longitude)
        }
        for photo in post.photos { try putPhotoOfPost(photo, post, put, arrival) }
        if let poll = post.poll { try applier.insertPoll(poll, of: PostNumber(number), rowIDs: put.partRowIDs) }
        note(.entity(type: .post, guid: post.guid, author: nil))
        return true
    }

    func putReshare(_ reshare: Reshare, _ put: EntityPut, _ arrival: Arrival) throws -> Bool {
        let author = try person(reshare.author)
        guard try isNew(reshare.guid, author, put, arrival) else { return false }
        var new = NewRow(author: author, flags: [.isPublic, .reshare])
        if let root = reshare.root, !retractedPosts.contains(root.guid) {
            let number = try post(root.guid, author: root.author)
            guard posts.author[Int(number)] == (try person(root.author)) else {
                throw Refusal("root_author_differs", "The post \(root.guid) is not by \(root.author).")
            }
            guard posts.flags[Int(number)].contains(.isPublic) else {
                throw Refusal("root_not_public", "The post \(root.guid) is limited, and cannot be reshared.")
            }
            guard reshares.insert(Self.pair(number, author)).inserted else {
                throw Refusal("already_reshared", "\(reshare.author) reshared this post before.")
            }
            new.root = number
            posts.countReshare(number)
        }
        let number = try insert(new, reshare.guid, reshare.createdAt, put, arrival) { row in
            for _ in 0..<5 { row.add(nil as String?) }
        }
        if let root = new.root {
            let rootAuthor = posts.author[Int(root)]
            participate(author, in: root, by: rootAuthor)
            participate(rootAuthor, in: number, by: author)
        }
        note(.entity(type: .post, guid: reshare.guid, author: nil))
        return true
    }

    /// Whether a post is to be inserted; what a second delivery adds is added at the end.
    private func isNew(_ guid: GUID, _ author: UInt32, _ put: EntityPut, _ arrival: Arrival) throws -> Bool {
        guard let known = posts.number(guid) else { return !retractedPosts.contains(guid) }
        guard posts.author[Int(known)] == author else { throw Refusal.guidTaken(guid) }
        if put.rowID != nil || !posts.flags[Int(known)].contains(.isPublic) { deferred.append(arrival) }
        return false
    }

    static func checkLengths(of tags: [String]) throws {
        guard tags.allSatisfy({ $0.unicodeScalars.count <= TagGrammar.longestName }) else {
            throw Refusal("tag_too_long", "A tag has more than \(TagGrammar.longestName) characters.")
        }
    }

    /// What a row of `posts` is made of.
    private struct NewRow {
        var author: UInt32
        var flags: PostFlags
        var root: UInt32?
        var tags: [UInt32] = []
        var mentions: [UInt32] = []
        var recipients: [UInt32] = []
        var aspects: [UInt32] = []
    }

    private func insert(
        _ row: NewRow,
        _ guid: GUID,
        _ createdAt: Timestamp?,
        _ put: EntityPut,
        _ arrival: Arrival,
        contents: (inout BulkRow) -> Void
    ) throws -> UInt32 {
        let received = put.receivedAt ?? arrival.receivedAt
        let claimed = createdAt ?? put.createdAt ?? received
        let sorted = min(claimed, received)
        let interacted = put.interactedAt ?? received
        let number = try applier.numbers.next(\.post)
        try statements.post.run { values in
            values.add(number)
            values.add(sorted.orderSecond)
            values.add(sorted.fraction / 1_000)
            values.add(row.author)
            values.add(Int64(row.flags.rawValue))
            values.add(row.root)
            values.add(packed: row.tags)
            values.add(packed: row.mentions)
            values.add(packed: row.recipients)
            values.add(packed: row.aspects)
            values.add(interacted.orderSecond)
        }
        try statements.body.run { values in
            values.add(number)
            values.add(guid)
            values.add(claimed)
            values.add(received)
            values.add(interacted)
            contents(&values)
            values.add(put.rowID)
        }
        posts.append(guid, author: row.author, flags: row.flags, interactedAt: interacted)
        return number
    }

    // MARK: - Photos

    /// A photo that is known already is left to the `Applier`, which overwrites it at the end.
    func putPhoto(_ photo: Photo, _ put: EntityPut, _ arrival: Arrival) throws -> Bool {
        let author = try person(photo.author)
        if try insert(photo, author, of: photo.statusMessageGUID, put, arrival) {
            note(.entity(type: .photo, guid: photo.guid, author: nil))
            return true
        }
        deferred.append(arrival)
        return false
    }

    private func putPhotoOfPost(_ photo: Photo, _ post: StatusMessage, _ put: EntityPut, _ arrival: Arrival) throws {
        let author = try person(photo.author)
        let own = EntityPut(
            .photo(photo),
            recipients: put.recipients,
            rowID: put.partRowIDs[photo.guid],
            receivedAt: put.receivedAt
        )
        if try insert(photo, author, of: post.guid, own, arrival) { return }
        try applier.run(
            "UPDATE photos SET post_guid = ? WHERE guid = ? AND author = ?",
            [post.guid, photo.guid, author]
        )
        if applier.touched == 0 { throw Refusal.guidTaken(photo.guid) }
    }

    private func insert(
        _ photo: Photo,
        _ author: UInt32,
        of post: GUID?,
        _ put: EntityPut,
        _ arrival: Arrival
    ) throws -> Bool {
        let recipients = photo.isPublic ? [] : Set(try put.recipients.map { try user($0) }).sorted()
        let created = photo.createdAt ?? put.createdAt ?? put.receivedAt ?? arrival.receivedAt
        try statements.photo.run { row in
            row.add(photo.guid)
            row.add(author)
            row.add(post)
            row.add(Int64(photo.isPublic ? 1 : 0))
            row.add(created)
            row.add(photo.remotePath)
            row.add(photo.remoteName)
            row.add(photo.text)
            row.add(photo.height.map { Int64($0) })
            row.add(photo.width.map { Int64($0) })
            row.add(packed: recipients)
            row.add(put.rowID)
        }
        return applier.touched > 0
    }
}
