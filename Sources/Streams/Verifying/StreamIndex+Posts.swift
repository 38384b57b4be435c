public import Ledger
import SocialModel

extension StreamIndex {
    /// Where the index differs from what the ledger says of all posts with numbers in a range.
    public func findings(_ facts: [PostFacts], in range: ClosedRange<UInt32>) -> [ViewFinding] {
        var findings: [ViewFinding] = []
        var known: Set<UInt32> = []
        for post in facts {
            known.insert(post.number.value)
            findings += self.findings(post)
        }
        for number in range.lowerBound..<max(range.lowerBound, min(UInt32(posts.count), range.upperBound &+ 1))
        where posts.holds(PostNumber(number)) && !known.contains(number) {
            findings.append(ViewFinding(.posts, .extra, post: PostNumber(number)))
        }
        return findings
    }

    private func findings(_ facts: PostFacts) -> [ViewFinding] {
        let post = facts.number
        guard posts.holds(post) else { return [ViewFinding(.posts, .missing, post: post)] }
        var findings: [ViewFinding] = []
        func check(_ isRight: Bool, _ part: ViewFinding.Part, _ fault: ViewFinding.Fault) {
            if !isRight { findings.append(ViewFinding(part, fault, post: post)) }
        }
        let (index, key) = (Int(post.value), facts.key)
        check(posts.author[index] == facts.author.value, .author, .different)
        check(posts.key(post) == key && posts.millisecond[index] == facts.millisecond, .time, .different)
        check(posts.flags[index] == facts.flags, .flags, .different)
        check(posts.root(post) == facts.root, .root, .different)
        check(posts.counts[index] == facts.counts, .counts, .different)
        check(posts.interacted[index] == facts.interacted, .interacted, .different)
        check(time.contains(key.value), .created, .missing)
        check(
            interactions.contains(OrderKey(second: facts.interacted, post: post).value),
            .interacted,
            .missing
        )
        check(contains(key, byAuthor, facts.author.value), .byAuthor, .missing)
        check(facts.tags.allSatisfy { contains(key, byTag, $0.value) }, .byTag, .missing)
        check(facts.mentions.allSatisfy { contains(key, byMention, $0.value) }, .byMention, .missing)
        if let root = facts.root {
            check(reshares.contains(post, of: root), .root, .missing)
        }
        check(
            reshares.of(post).allSatisfy { posts.holds($0) && posts.root($0) == post },
            .root,
            .extra
        )
        for user in facts.recipients {
            guard let state = users[safe: user.value], !state.received.contains(key) else { continue }
            findings.append(ViewFinding(.received, .missing, post: post, user: user))
        }
        if let author = accounts[facts.author.value], let state = users[safe: author.value] {
            let chosen = Set(state.chosen[post.value] ?? [])
            check(chosen == Set(facts.aspects), .chosen, .different)
        }
        return findings
    }

    private func contains(_ key: OrderKey, _ lists: [PostingList], _ number: UInt32) -> Bool {
        Int(number) < lists.count && lists[Int(number)].contains(key)
    }

    /// Whether the lists of all posts hold no more than the posts that are there.
    public func findingsOfSizes() -> [ViewFinding] {
        var findings: [ViewFinding] = []
        if time.chunks.reduce(0, { $0 + $1.count }) > posts.alive { findings.append(ViewFinding(.created, .extra)) }
        if interactions.chunks.reduce(0, { $0 + $1.count }) > posts.alive {
            findings.append(ViewFinding(.interacted, .extra))
        }
        return findings
    }
}
