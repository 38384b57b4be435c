import SocialModel

/// All lists, by the number of whom or what they are of.
struct StreamPostings: Sendable {
    let byAuthor: [PostingList]
    let byMention: [PostingList]
    let byTag: [PostingList]
    let received: [PostingList]

    /// Makes them, on a thread of its own.
    @concurrent init(_ lists: LoadedLists, _ posts: PostColumns, people: Int, users: Int) async {
        var authors = MembershipRows()
        authors.reserve(posts.count)
        for number in 0..<UInt32(posts.count) where posts.holds(PostNumber(number)) {
            authors.add(posts.author[Int(number)], PostNumber(number))
        }
        let people = max(people, Int(max(authors.highest, lists.mentions.highest)) + 1)
        byAuthor = authors.lists(people, posts)
        byMention = lists.mentions.lists(people, posts)
        byTag = lists.tags.lists(Int(lists.tags.highest) + 1, posts)
        received = lists.received.lists(users, posts)
    }
}
