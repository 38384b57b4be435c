import GRDB
import SocialModel

extension Applier {
    /// Counts a vote, the only one of its author's, for an answer of that poll (protocol §15 and §19).
    func putVote(_ vote: PollParticipation, _ put: EntityPut, from origin: Origin) throws -> Bool {
        let author = try person(vote.author)
        if let known = try number("SELECT author FROM votes WHERE guid = ?", [vote.guid]) {
            guard known == author.value else { throw Refusal.guidTaken(vote.guid) }
            try checkRelayable(author, root: poll(vote).1, from: origin, isKnown: true)
            wasKnown = true
            return false
        }
        if try isRetracted(.pollParticipation, vote.guid, by: author) { return false }
        let (poll, post) = try poll(vote)
        try checkRelayable(author, root: post, from: origin)
        let position = try number(
            "SELECT position FROM poll_answers WHERE poll = ? AND guid = ?",
            [poll, vote.answerGUID]
        )
        guard let position else {
            throw Refusal("unknown_answer", "The poll \(vote.parentGUID) has no answer \(vote.answerGUID).")
        }
        try run(
            "INSERT OR IGNORE INTO votes (poll, author, position, guid, created_at, row_id) VALUES (?, ?, ?, ?, ?, ?)",
            [
                poll, author.value, position, vote.guid,
                put.createdAt ?? put.receivedAt ?? receivedAt, put.rowID,
            ]
        )
        guard touched > 0 else { throw Refusal("already_voted", "\(vote.author) has voted here already.") }
        if author != post.author { try keepRelay(.pollParticipation(vote), vote.relay, of: vote.guid, on: post.author) }
        deltas.append(.contents(post.number))
        try noteVote(of: author, on: post.number, vote.answerGUID)
        try participate(author, in: post)
        note(.pollParticipation, vote.guid)
        return true
    }

    /// The poll that is voted in, and the post at its root.
    func poll(_ vote: PollParticipation) throws -> (Int64, StoredPost) {
        let found = try first(
            """
            SELECT posts.number, posts.author, posts.flags, polls.number FROM polls
              JOIN posts ON posts.number = polls.post WHERE polls.guid = ?
            """,
            [vote.parentGUID]
        ) { ($0[3], StoredPost($0)) }
        guard let found else {
            if try isRetracted(.poll, vote.parentGUID) { throw Refusal.targetRetracted(.poll, vote.parentGUID) }
            throw Unmet(need: .entity(type: .poll, guid: vote.parentGUID, author: vote.author))
        }
        return found
    }

    func noteVote(of author: PersonNumber, on post: PostNumber, _ answer: GUID?) throws {
        guard let user = try account(of: author) else { return }
        deltas.append(.own(user: user, post: post, .voted(answer)))
    }

    // MARK: - Erasing

    func eraseVote(_ guid: GUID, _ author: PersonNumber, of post: PostNumber) throws {
        try run("DELETE FROM votes WHERE guid = ?", [guid])
        try run("DELETE FROM relays WHERE guid = ?", [guid])
        deltas.append(.contents(post))
        try noteVote(of: author, on: post, nil)
        try bury(.pollParticipation, guid, author)
    }

    func erasePoll(_ poll: Int64, _ guid: GUID, _ author: PersonNumber) throws {
        let post = PostNumber(try number("SELECT post FROM polls WHERE number = ?", [poll]) ?? 0)
        for vote in try rows("SELECT guid, author FROM votes WHERE poll = ?", [poll]) {
            if let voteGUID = vote[0] as GUID? { try eraseVote(voteGUID, PersonNumber(vote[1]), of: post) }
        }
        try run("DELETE FROM poll_answers WHERE poll = ?", [poll])
        try run("DELETE FROM polls WHERE number = ?", [poll])
        try bury(.poll, guid, author)
    }
}
