import Query
import SocialModel

extension NaiveWorld {
    /// Whether a post matches a query; days count from the beginning of time, not from now.
    func matches(_ post: NaivePost, _ query: QueryNode<TypedNames>, _ viewer: DiasporaID?) -> Bool {
        switch query {
        case .and(let nodes): return nodes.allSatisfy { matches(post, $0, viewer) }
        case .or(let nodes): return nodes.contains { matches(post, $0, viewer) }
        case .not(let node): return !matches(post, node, viewer)
        case .tag(let name): return post.tags.contains(name)
        case .mentions(let name): return post.mentions.contains { isMeant($0, name, viewer) }
        case .from(let name): return isMeant(post.author, name, viewer)
        case .aspect(let name):
            return contacts.contains { contact in
                contact.user == viewer && contact.person == post.author && contact.aspects.contains(name)
            }
        case .flag(let flag): return has(post, flag, viewer)
        case .written(let time): return time.seconds(now: Timestamp(seconds: 0)).contains(Int64(post.second))
        case .count(let counter, let range):
            guard let counts = counts(post.guid) else { return false }
            switch counter {
            case .likes: return range.contains(Int(counts.likes))
            case .comments: return range.contains(Int(counts.comments))
            case .reshares: return range.contains(Int(counts.reshares))
            }
        case .language(let language): return post.language == language
        case .phrase(let words, let isPrefix): return says(post, words, isPrefix)
        // Nobody here shows anything else.
        case .has(let attachment):
            return attachment == .photo && photos.contains { $0.post == post.guid && $0.author == post.author }
        }
    }

    /// What is written here has no letters but those of English, and of a mention the ID is read.
    static func words(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    private func says(_ post: NaivePost, _ words: [String], _ isPrefix: Bool) -> Bool {
        guard let last = words.last, post.words.count >= words.count else { return false }
        return (0...post.words.count - words.count).contains { start in
            let found = post.words[start..<start + words.count]
            return found.dropLast().elementsEqual(words.dropLast())
                && found.last.map { isPrefix ? $0.hasPrefix(last) : $0 == last } == true
        }
    }

    private func isMeant(_ person: DiasporaID, _ name: PersonName, _ viewer: DiasporaID?) -> Bool {
        switch name {
        case .me: person == viewer
        case .id(let id): person == current(id)
        case .name(let name): person.text.hasPrefix(name + "@")
        }
    }

    private func has(_ post: NaivePost, _ flag: QueryFlag, _ viewer: DiasporaID?) -> Bool {
        switch flag {
        case .isPublic: post.isPublic
        case .isLimited: !post.isPublic
        case .nsfw: post.isNSFW
        case .reshare: post.isReshare
        case .own: post.author == viewer
        case .liked: likes.contains { $0.author == viewer && $0.target == post.guid && $0.isPositive }
        case .commented: comments.contains { $0.author == viewer && $0.post == post.guid }
        }
    }
}
