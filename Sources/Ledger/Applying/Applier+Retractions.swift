import Federation
import GRDB
import SocialModel

extension Applier {
    /// Takes something back, with all that hangs on it (diaspora-behaviour §6, protocol §14.1).
    ///
    /// One that overtakes its target waits for it, with its verified sender: when the target comes and that sender
    /// may retract it, it goes at once, else it stays.
    func retract(_ retraction: Retraction, from origin: Origin) throws -> Bool {
        let guid = retraction.targetGUID
        switch retraction.targetType.table {
        case .post:
            guard
                let post = try row(
                    "SELECT number, author FROM posts WHERE number = (SELECT number FROM post_bodies WHERE guid = ?)",
                    [guid]
                )
            else { return try waitOrKnown(retraction) }
            try check(origin, .post, by: PersonNumber(post[1]))
            try erasePost(PostNumber(post[0]))
        case .photo:
            guard let photo = try row("SELECT author, post_guid FROM photos WHERE guid = ?", [guid]) else {
                return try waitOrKnown(retraction)
            }
            let author = PersonNumber(photo[0])
            try check(origin, .photo, by: author)
            try erasePhoto(guid, author)
            if let post = photo[1] as GUID? { try eraseIfEmpty(post, author) }
        case .comment:
            let comment = try row(
                "SELECT comments.number, comments.author, posts.number, posts.author FROM comments JOIN posts ON posts.number = post WHERE guid = ?",
                [guid]
            )
            guard let comment else { return try waitOrKnown(retraction) }
            try check(origin, .comment, by: PersonNumber(comment[1]), root: PersonNumber(comment[3]))
            let (author, post) = (PersonNumber(comment[1]), PostNumber(comment[2]))
            try eraseComment(comment[0], guid, author)
            recount(.comments(post))
            try noteComments(of: author, on: post)
            try leave(author, post)
        case .like:
            guard let like = try row("SELECT target_kind, target, author FROM likes WHERE guid = ?", [guid]) else {
                return try waitOrKnown(retraction)
            }
            try eraseLike(guid, like, origin)
        case .poll:
            let poll = try row(
                "SELECT polls.number, posts.number, posts.author FROM polls JOIN posts ON posts.number = post WHERE guid = ?",
                [guid]
            )
            guard let poll else { return try waitOrKnown(retraction) }
            try check(origin, .poll, by: PersonNumber(poll[2]))
            try erasePoll(poll[0], guid, PersonNumber(poll[2]))
            try setFlag(.poll, false, of: PostNumber(poll[1]))
            deltas.append(.contents(PostNumber(poll[1])))
        case .pollParticipation:
            let vote = try row(
                """
                SELECT votes.author, posts.author, polls.post FROM votes JOIN polls ON polls.number = poll
                  JOIN posts ON posts.number = polls.post WHERE votes.guid = ?
                """,
                [guid]
            )
            guard let vote else { return try waitOrKnown(retraction) }
            let author = PersonNumber(vote[0])
            try check(origin, .pollParticipation, by: author, root: PersonNumber(vote[1]))
            try eraseVote(guid, author, of: PostNumber(vote[2]))
        case .participation:
            guard let row = try row("SELECT post, person FROM participations WHERE guid = ?", [guid]) else {
                return try waitOrKnown(retraction)
            }
            let person = PersonNumber(row[1])
            try check(origin, .participation, by: person)
            _ = try storeParticipation(person, PostNumber(row[0]), count: 0)
            try bury(.participation, guid, person)
        case .conversation:
            guard let row = try row("SELECT number, author FROM conversations WHERE guid = ?", [guid]) else {
                return try waitOrKnown(retraction)
            }
            try check(origin, .conversation, by: PersonNumber(row[1]))
            try eraseConversation(row[0], guid, PersonNumber(row[1]))
        case nil: return try endSharing(retraction, from: origin)
        }
        return true
    }

    private func waitOrKnown(_ retraction: Retraction) throws -> Bool {
        if let table = retraction.targetType.table, try isRetracted(table, retraction.targetGUID) { return false }
        throw Unmet(need: .entity(type: retraction.targetType, guid: retraction.targetGUID, author: nil))
    }

    /// Who may take it back (protocol §14.1); the pod may always.
    private func check(
        _ origin: Origin,
        _ type: RetractionTarget,
        by author: PersonNumber,
        root rootAuthor: PersonNumber? = nil
    ) throws {
        guard case .federation(let incoming) = origin else { return }
        let target = try id(of: author)
        let root = try rootAuthor.map { try id(of: $0) }
        let sender = try current(incoming.envelope.sender)
        try Refusal.of { () throws(FederationError) in
            try ReceiveRules.checkRetraction(
                of: type,
                sender: sender,
                targetAuthor: target,
                rootAuthor: root
            )
        }
    }

    // MARK: - Erasing

    func erasePost(_ post: PostNumber) throws {
        let body = try row(
            "SELECT guid, author, root, second, tags, mentions FROM post_bodies JOIN posts USING (number) WHERE number = ?",
            [post.value]
        )
        guard let body, let guid = body["guid"] as GUID? else { return }
        let author = PersonNumber(body["author"])
        for comment in try rows("SELECT number, guid, author FROM comments WHERE post = ?", [post.value]) {
            guard let commentGUID = comment[1] as GUID? else { continue }
            try eraseComment(comment[0], commentGUID, PersonNumber(comment[2]))
        }
        try eraseLikes(.post, post.value)
        for photo in try rows("SELECT guid FROM photos WHERE post_guid = ? AND author = ?", [guid, author.value]) {
            if let photoGUID = photo[0] as GUID? { try erasePhoto(photoGUID, author) }
        }
        if let poll = try row("SELECT number, guid FROM polls WHERE post = ?", [post.value]),
            let pollGUID = poll[1] as GUID?
        {
            try erasePoll(poll[0], pollGUID, author)
        }
        try retractCopies(of: guid)
        try run("DELETE FROM hides WHERE post = ?", [post.value])
        try run("DELETE FROM previews WHERE post = ?", [post.value])
        try erasePreview(of: post)
        try eraseParticipations(in: post)
        for reshare in try rows("SELECT number FROM posts WHERE root = ?", [post.value]) {
            deltas.append(.rootless(PostNumber(reshare[0])))
        }
        try run("UPDATE posts SET root = NULL WHERE root = ?", [post.value])
        try run("DELETE FROM posts WHERE number = ?", [post.value])
        try run("DELETE FROM post_bodies WHERE number = ?", [post.value])
        if let root = body["root"] as UInt32? {
            recount(.reshares(PostNumber(root)))
            try noteReshare(of: PostNumber(root), author, nil)
        }
        try bury(.post, guid, author, post: OrderKey(second: body["second"], post: post))
        deltas.append(
            .removed(
                RemovedPost(
                    number: post,
                    guid: guid,
                    tags: body.numbers("tags").map { TagNumber($0) },
                    mentions: body.numbers("mentions").map { PersonNumber($0) }
                )
            )
        )
    }

    func erasePhoto(_ guid: GUID, _ author: PersonNumber) throws {
        let post = try row("SELECT post_guid FROM photos WHERE guid = ?", [guid])?["post_guid"] as GUID?
        try run("DELETE FROM photos WHERE guid = ?", [guid])
        try eraseFiles(of: guid)
        try bury(.photo, guid, author)
        if let post { try notePhotos(of: post, by: author) }
    }

    /// A post goes when neither text nor photos are left of it.
    private func eraseIfEmpty(_ guid: GUID, _ author: PersonNumber) throws {
        let post = try row(
            """
            SELECT number FROM post_bodies JOIN posts USING (number) WHERE guid = ? AND author = ? AND root IS NULL
              AND flags & ? = 0 AND trim(ifnull(text, '')) = ''
              AND NOT EXISTS (SELECT 1 FROM photos WHERE post_guid = post_bodies.guid AND photos.author = posts.author)
            """,
            [guid, author.value, PostFlags.reshare.rawValue]
        )
        if let post { try erasePost(PostNumber(post[0])) }
    }

    private func eraseComment(_ number: UInt32, _ guid: GUID, _ author: PersonNumber) throws {
        try eraseLikes(.comment, number)
        try run("DELETE FROM comments WHERE number = ?", [number])
        try run("DELETE FROM relays WHERE guid = ?", [guid])
        try bury(.comment, guid, author)
    }

    private func eraseLikes(_ kind: LikeTargetKind, _ target: UInt32) throws {
        for like in try rows(
            "SELECT guid, author FROM likes WHERE target_kind = ? AND target = ?",
            [kind.rawValue, target]
        ) {
            guard let guid = like[0] as GUID? else { continue }
            try run("DELETE FROM relays WHERE guid = ?", [guid])
            try bury(.like, guid, PersonNumber(like[1]))
        }
        try run("DELETE FROM likes WHERE target_kind = ? AND target = ?", [kind.rawValue, target])
    }

    private func eraseLike(_ guid: GUID, _ like: Row, _ origin: Origin) throws {
        let kind = LikeTargetKind(rawValue: like["target_kind"]) ?? .post
        let target = like["target"] as UInt32
        let author = PersonNumber(like["author"])
        let comment = kind == .comment ? try row("SELECT guid, post FROM comments WHERE number = ?", [target]) : nil
        let post = PostNumber(comment?["post"] ?? target)
        let rootAuthor = try number("SELECT author FROM posts WHERE number = ?", [post.value])
        try check(origin, .like, by: author, root: rootAuthor.map { PersonNumber($0) })
        try run("DELETE FROM likes WHERE guid = ?", [guid])
        try run("DELETE FROM relays WHERE guid = ?", [guid])
        recount(kind == .post ? .likes(post) : .commentLikes(comment: target, post))
        try noteLike(of: author, kind, on: post, comment: comment?["guid"], nil)
        try leave(author, post)
        try bury(.like, guid, author)
    }

    /// Leaves a tombstone, takes what was said out of the log, and wakes what waits for the target in vain.
    func bury(_ table: EntityTable, _ guid: GUID, _ author: PersonNumber, post: OrderKey? = nil) throws {
        erases = true
        let id = try id(of: author)
        try run(
            "INSERT OR IGNORE INTO tombstones (guid, kind, author) VALUES (?, ?, ?)",
            [guid, table.rawValue, id]
        )
        try run("DELETE FROM changes WHERE guid = ?", [guid])
        try logRemoval(table.name, guid, author: id, post: post)
        note(table, guid)
    }
}
