public import Ledger
public import SocialModel

extension StreamIndex {
    /// Where the index differs from what the ledger says of a user.
    public func findings(_ facts: UserFacts) -> [ViewFinding] {
        let user = facts.number
        guard let state = users[safe: user.value] else { return [ViewFinding(.users, .missing, user: user)] }
        var findings: [ViewFinding] = []
        func check<Element>(_ mine: Set<Element>, _ theirs: Set<Element>, _ part: ViewFinding.Part) {
            if mine == theirs { return }
            let fault: ViewFinding.Fault =
                mine.isSuperset(of: theirs) ? .extra : mine.isSubset(of: theirs) ? .missing : .different
            findings.append(ViewFinding(part, fault, user: user))
        }
        if usersByID[facts.id] != user || accounts[facts.person.value] != user || state.person != facts.person
            || state.seesSpotlight != facts.seesSpotlight
        {
            findings.append(ViewFinding(.users, .different, user: user))
        }
        if state.aspects != facts.aspects { findings.append(ViewFinding(.aspects, .different, user: user)) }
        for aspect in facts.aspects.values {
            check(Set(state.members[aspect] ?? []), facts.members[aspect] ?? [], .aspects)
        }
        check(state.blocked, facts.blocked, .blocked)
        check(state.hidden.filter { posts.holds(PostNumber($0)) }, facts.hidden, .hidden)
        check(state.hiddenReceived.filter { posts.holds(PostNumber($0)) }, facts.hiddenReceived, .hidden)
        check(Set(state.tags), facts.tags, .tags)
        // Of a user who has not read anything since the start they are not here.
        guard state.hasActs else { return findings }
        let acts = facts.acts
        check(posts(state.acts.liked.posts), Set(acts.likes.keys), .acts)
        check(posts(state.acts.reshared.posts), Set(acts.reshares.keys), .acts)
        check(posts(state.acts.commented), acts.commented, .acts)
        check(posts(state.acts.participating), acts.participating, .acts)
        for post in Set(acts.likes.keys).union(acts.reshares.keys).union(acts.commentLikes.keys)
            .union(acts.votes.keys) where posts.holds(post)
        {
            let overlay = state.acts.overlay(of: posts.key(post)) ?? .none
            if overlay.like != acts.likes[post] || overlay.reshare != acts.reshares[post]
                || overlay.commentLikes != acts.commentLikes[post] ?? [:] || overlay.pollAnswer != acts.votes[post]
            {
                findings.append(ViewFinding(.acts, .different, post: post, user: user))
            }
        }
        return findings
    }

    private func posts(_ list: PostingList) -> Set<PostNumber> {
        Set(list.keys.map { OrderKey($0).post }.filter(posts.holds))
    }

    /// The first account of the index above a number.
    public func user(after user: UserNumber?) -> UserNumber? {
        let start = user.map { Int($0.value) + 1 } ?? 0
        guard start < users.count else { return nil }
        return users[start...].firstIndex { $0 != nil }.map { UserNumber(UInt32($0)) }
    }

    /// Where the index differs from what the ledger says of people.
    public func findings(_ people: [(PersonNumber, PersonFlags)]) -> [ViewFinding] {
        people.flatMap { person, flags in
            var findings: [ViewFinding] = []
            if self.flags(of: person) != flags { findings.append(ViewFinding(.people, .different, person: person)) }
            if spotlight.contains(person.value) != flags.contains(.spotlight) {
                findings.append(ViewFinding(.spotlight, .different, person: person))
            }
            return findings
        }
    }
}
