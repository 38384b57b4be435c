import SocialModel

/// Who is subscribed to which post (diaspora-behaviour §8).
extension NaiveWorld {
    /// A user does something with somebody else's post.
    mutating func participate(_ person: DiasporaID, in post: NaivePost) {
        guard isLocal(person), person != post.author else { return }
        setParticipation(person, post.guid, count(person, post.guid) + 1)
    }

    /// A user takes it back.
    mutating func leave(_ person: DiasporaID, _ post: GUID) {
        let count = count(person, post)
        if isLocal(person), count > 0 { setParticipation(person, post, count - 1) }
    }

    mutating func setParticipation(_ person: DiasporaID, _ post: GUID, _ count: UInt32) {
        participations.removeAll { $0.person == person && $0.post == post }
        if count > 0 { participations.append(NaiveParticipation(person: person, post: post, count: count)) }
    }

    private func count(_ person: DiasporaID, _ post: GUID) -> UInt32 {
        participations.first { $0.person == person && $0.post == post }?.count ?? 0
    }
}
