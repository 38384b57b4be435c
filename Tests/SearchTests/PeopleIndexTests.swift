import Search
import SocialModel
import Testing

/// Finding people.
@Suite struct PeopleIndexTests {
    private var index: PeopleIndex

    init() throws {
        index = PeopleIndex(try Tokenizer())
        index.replace(with: [
            try person(1, "casey@pod.example", "Casey", "Grippi", bio: "I paint cats", tags: ["painting", "cats"]),
            try person(2, "eugene@pod.example", "Eugène", "Zola"),
            try person(3, "cas@other.example", "Cas", "Abel", isSearchable: false),
            try person(4, "zoe@pod.example", "Zoë", "Casey-Müller"),
            try person(5, "anna.b@pod.example", "", ""),
        ])
    }

    private func person(
        _ number: UInt32,
        _ id: String,
        _ first: String,
        _ last: String,
        bio: String = "",
        tags: [String] = [],
        isSearchable: Bool = true
    ) throws -> PersonDocument {
        PersonDocument(
            number: PersonNumber(number),
            id: try #require(DiasporaID(id)),
            firstName: first,
            lastName: last,
            bio: bio,
            tags: tags,
            isSearchable: isSearchable
        )
    }

    private func find(_ query: String, contacts: Set<UInt32> = []) -> [UInt32] {
        index.find(query, contacts: contacts, limit: 10).people.map(\.value)
    }

    @Test(arguments: [
        ("casey", [4, 1]), ("CASEY GRIPPI", [1]), ("grippi casey", [1]), ("gri", [1]), ("muller", [4]),
        ("eugene zo", [2]),
        ("Zoë", [4]), ("zo", [4, 2]), ("c", []), ("  ", []), ("", []), ("%", []), ("casey@", [1]),
        ("casey@pod.ex", [1]),
        ("@casey", [4, 1]), ("asey", []), ("pod", []), ("#cats", [1]), ("#cat", [1]), ("cats", [1]), ("paint", [1]),
        ("anna", [5]), ("cas", [4, 1]), ("casey zola", []),
    ])
    func peopleAreFoundByTheBeginningsOfTheirWords(query: String, expected: [UInt32]) {
        #expect(find(query) == expected, "\(query)")
    }

    @Test func contactsComeFirstAndAreAlwaysFound() {
        #expect(find("cas", contacts: [3]) == [3, 4, 1])
        #expect(find("cas", contacts: [1, 3]) == [3, 1, 4])
        // A name counts more than a tag, a tag more than a word about oneself.
        #expect(find("pa", contacts: []) == [1])
    }

    @Test mutating func changesShowAtOnceAndAfterTheListWasMadeAnew() throws {
        index.put(PersonNumber(1), try person(1, "casey@pod.example", "Renamed", "Person"))
        index.put(PersonNumber(2), nil)
        #expect(find("grippi").isEmpty && find("renamed") == [1] && find("eugene").isEmpty)
        for number in UInt32(100)..<3_000 {
            index.put(PersonNumber(number), try person(number, "p\(number)@x.example", "Many", "Names\(number)"))
        }
        #expect(find("grippi").isEmpty && find("renamed") == [1] && find("eugene").isEmpty)
        #expect(find("many names2999") == [2_999])
        #expect(index.count == 4 + 2_900)
    }

    @Test func pagesAreFullAndEachPersonIsOnOne() throws {
        var many = PeopleIndex(try Tokenizer())
        many.replace(
            with: try (1...57).map { try person($0, "p\($0)@x.example", "Same", $0.isMultiple(of: 2) ? "Name" : "") }
        )
        let contacts: Set<UInt32> = [9, 20, 33]
        let all = many.find("same", contacts: contacts, limit: .max).people
        #expect(Set(all.map(\.value)) == Set(1...57) && Set(all.prefix(3).map(\.value)) == contacts)
        var walked: [PersonNumber] = []
        while true {
            let place = walked.last.flatMap { many.place(of: $0, in: "same", contacts: contacts) }
            let page = many.find("same", contacts: contacts, after: place, limit: 10).people
            walked += page
            if page.count < 10 { break }
        }
        #expect(walked == all)
    }
}
