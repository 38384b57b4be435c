import Isolation
import Ledger
import Search
import SocialModel

/// The people index, on a thread of its own: made when it is first asked, and kept in step by who is told to have changed.
actor PeopleFollower {
    private let thread = ThreadExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }
    private let reader: LedgerReader
    private var index: PeopleIndex
    private var isMade = false

    private static let batch = 1_000

    init(_ reader: LedgerReader) throws(SearchError) {
        self.reader = reader
        index = PeopleIndex(try Tokenizer())
    }

    /// Finds people, after those who have changed were read again.
    ///
    /// - Parameter last: The last one of the page before.
    func find(
        _ query: String,
        viewer: UserNumber?,
        after last: PersonNumber?,
        limit: Int,
        changed: Set<PersonNumber>
    ) throws(LedgerError) -> [PersonNumber] {
        try follow(changed)
        let contacts = try viewer.map { (viewer) throws(LedgerError) in try reader.contacts(of: viewer) } ?? []
        var place: PeopleIndex.Place?
        if let last {
            // Who is gone, or would not be found any more, ends the walk: nobody knows where it stood.
            guard let known = index.place(of: last, in: query, contacts: contacts) else { return [] }
            place = known
        }
        return index.find(query, contacts: contacts, after: place, limit: limit).people
    }

    private func follow(_ changed: Set<PersonNumber>) throws(LedgerError) {
        if isMade {
            for person in changed { index.put(person, try reader.names(of: person).map { PersonDocument($0) }) }
            return
        }
        var people: [PersonDocument] = []
        var last = PersonNumber(0)
        while let found = try reader.names(after: last, limit: Self.batch) {
            people += found.people.map { PersonDocument($0) }
            last = found.last
        }
        index.replace(with: people)
        isMade = true
    }
}

extension PersonDocument {
    fileprivate init(_ names: PersonNames) {
        self.init(
            number: names.number,
            id: names.id,
            firstName: names.firstName,
            lastName: names.lastName,
            bio: names.bio,
            tags: names.tags.split(separator: " ").map(String.init),
            isSearchable: names.isSearchable
        )
    }
}
