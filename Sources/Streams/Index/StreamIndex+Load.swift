public import Ledger
import SocialModel

extension StreamIndex {
    /// Reads the whole state of a ledger, to which nothing is written meanwhile, into an index that is empty.
    ///
    /// Gives the sequence number.
    public func load(from reader: LedgerReader) async throws(LedgerError) -> UInt64 {
        let seq = try reader.seq()
        try loadPeople(from: reader)
        var lists = LoadedLists()
        for chunk in Self.chunks(upTo: try reader.highestPost()) { load(try reader.posts(chunk), &lists) }
        try await finish(lists, from: reader)
        for (number, state) in users.enumerated() {
            if let state { load(try reader.acts(of: state.person), of: UserNumber(UInt32(number))) }
        }
        return seq
    }

    /// Begins with who there is; `reader` also tells for how many posts to make room.
    public func loadPeople(from reader: LedgerReader) throws(LedgerError) {
        try reader.scanPeople { apply($0) }
        for state in users { state?.hasActs = false }
        usersWithoutActs = users.count { $0 != nil }
        posts.reserve(Int(try reader.highestPost()) + 1)
    }

    /// Goes on with posts, in the order of their numbers.
    ///
    /// Lists are not kept in order meanwhile: all are made at the end, at once.
    public func load(_ rows: PostRows, _ lists: inout LoadedLists) {
        for post in rows.posts { posts.append(post) }
        for entry in rows.tags { lists.tags.add(entry.number, entry.post) }
        for entry in rows.mentions { lists.mentions.add(entry.number, entry.post) }
        for entry in rows.recipients { lists.received.add(entry.number, entry.post) }
        for entry in rows.aspects { choose([AspectNumber(entry.number)], for: entry.post) }
    }

    /// The numbers of posts in parts that are read at once.
    public static func chunks(upTo highest: UInt32) -> [ClosedRange<UInt32>] {
        let size: UInt32 = 16_384
        return stride(from: 1, through: highest, by: Int(size)).map { $0...min($0 + (size - 1), highest) }
    }

    /// Ends with what people are to each other and to posts, and with the lists.
    public func finish(_ lists: LoadedLists, from reader: LedgerReader) async throws(LedgerError) {
        posts.compact()
        // The lists are made on other threads meanwhile.
        let (columns, personCount, userCount) = (posts, people.count, users.count)
        async let orders = StreamOrders(columns)
        async let postings = StreamPostings(lists, columns, people: personCount, users: userCount)
        try reader.scanRelations { relation in
            // Contacts come in the order of people, and each once.
            guard case .contact(let user, let person, let aspects) = relation else { return apply(relation) }
            edit(user) { $0.add(person, to: aspects) }
        }
        for state in users { state?.compactMembers() }
        let (made, found) = await (orders, postings)
        (time, interactions, reshares) = (made.time, made.interactions, made.reshares)
        (byAuthor, byMention, byTag) = (found.byAuthor, found.byMention, found.byTag)
        if let last = byAuthor.indices.last { grow(to: PersonNumber(UInt32(last))) }
        for (state, received) in zip(users, found.received) { state?.received = received }
    }
}
