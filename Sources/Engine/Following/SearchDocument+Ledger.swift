import Ledger
import Query
import Search
import SocialModel
import Streams

extension SearchChange {
    init(_ entry: LoggedPosts.Entry) {
        switch entry {
        case .put(let post): self = .put(SearchDocument(post))
        case .removed(let key): self = .remove(key)
        }
    }
}

extension SearchDocument {
    private static let attachments: [(attachment: Attachment, flag: PostFlags)] = [
        (.photo, .photos), (.video, .video), (.poll, .poll), (.link, .link), (.location, .location),
    ]

    init(_ post: PostText) {
        self.init(
            key: post.key,
            text: post.text,
            tags: TagGrammar.tags(in: post.text),
            mentions: post.mentions,
            author: post.author,
            isPublic: post.flags.contains(.isPublic),
            attachments: Set(Self.attachments.filter { post.flags.contains($0.flag) }.map(\.attachment)),
            language: post.flags.language
        )
    }
}
