public import Ledger
public import SocialModel

/// A stretch of one list of posts.
public struct ListStretch: Sendable {
    let list: List
    /// The posts there that the index holds.
    public let posts: [PostNumber]
    /// Where the next stretch begins; nil after the last one of all.
    public let next: Place?

    enum List: Sendable {
        case author(UInt32)
        case tag(UInt32)
        case mention(UInt32)
        case received(UserNumber)
    }

    /// Where a stretch begins.
    public struct Place: Sendable, Hashable {
        var family = 0
        var list = 0
        var index = 0

        /// Before everything.
        public static let start = Place()
    }
}

extension StreamIndex {
    /// The stretch of lists that begins at a place, at most `limit` posts of one list.
    ///
    /// Posts that are gone stay in some lists, and are skipped there.
    public func stretch(from place: ListStretch.Place, limit: Int) -> ListStretch? {
        var place = place
        while place.family < 4 {
            let size = [byAuthor.count, byTag.count, byMention.count, users.count][place.family]
            while place.list < size {
                let (list, keys) = list(place)
                let end = min(place.index + limit, keys.count)
                if place.index < end {
                    let found = keys[place.index..<end].map { OrderKey($0).post }.filter(posts.holds)
                    var next = place
                    next.index = end
                    return ListStretch(list: list, posts: found, next: next)
                }
                place.list += 1
                place.index = 0
            }
            place.family += 1
            place.list = 0
        }
        return nil
    }

    private func list(_ place: ListStretch.Place) -> (ListStretch.List, [UInt64]) {
        let number = UInt32(place.list)
        switch place.family {
        case 0: return (.author(number), byAuthor[place.list].keys)
        case 1: return (.tag(number), byTag[place.list].keys)
        case 2: return (.mention(number), byMention[place.list].keys)
        default: return (.received(UserNumber(number)), users[place.list]?.received.keys ?? [])
        }
    }

    /// Which posts of a stretch do not belong there, by what the ledger says of them.
    public func findings(_ stretch: ListStretch, _ facts: [PostFacts]) -> [ViewFinding] {
        let known = Dictionary(facts.map { ($0.number, $0) }) { first, _ in first }
        return stretch.posts.compactMap { post in
            guard let facts = known[post] else { return ViewFinding(.posts, .extra, post: post) }
            switch stretch.list {
            case .author(let person):
                return facts.author.value == person ? nil : ViewFinding(.byAuthor, .extra, post: post)
            case .tag(let tag):
                return facts.tags.contains { $0.value == tag } ? nil : ViewFinding(.byTag, .extra, post: post)
            case .mention(let person):
                let isThere = facts.mentions.contains { $0.value == person }
                return isThere ? nil : ViewFinding(.byMention, .extra, post: post, person: PersonNumber(person))
            case .received(let user):
                return facts.recipients.contains(user) ? nil : ViewFinding(.received, .extra, post: post, user: user)
            }
        }
    }
}
