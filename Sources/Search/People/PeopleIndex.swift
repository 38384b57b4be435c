import Query
public import SocialModel

/// People by the beginnings of their names, IDs, profile tags and words about themselves, in memory.
///
/// One sorted list of all words, made at once, and beside it the people who have changed since; when these are many,
/// the list is made anew.
public struct PeopleIndex {
    /// A place in a result: contacts first, then by what was found, then by last and first name.
    public struct Place: Hashable, Sendable, Comparable {
        var isStranger: Bool
        var kind: UInt8
        var name: String
        var number: UInt32

        /// Better matches come first.
        public static func < (one: Place, other: Place) -> Bool {
            (one.isStranger ? 1 : 0, one.kind, one.name, one.number)
                < (other.isStranger ? 1 : 0, other.kind, other.name, other.number)
        }
    }

    private struct Word {
        let text: String
        let number: UInt32
        let kind: UInt8
    }

    private struct Person {
        let name: String
        let isSearchable: Bool
    }

    private let tokenizer: Tokenizer
    private var words: [Word] = []
    private var people: [UInt32: Person] = [:]
    /// The highest number of all.
    private var highest: UInt32 = 0
    /// The words of those who have changed since the list was made; none for who is gone.
    private var changed: [UInt32: [Word]] = [:]

    /// The most people who may have changed before the list is made anew.
    static let mostChanged = 2_048
    /// The most words of a person that are kept; longer texts are of the bio.
    static let wordsOfPerson = 64
    /// The shortest beginning that is looked for, in code points.
    public static let shortestPrefix = 2

    /// An index of nobody.
    public init(_ tokenizer: Tokenizer) { self.tokenizer = tokenizer }

    /// How many people it holds.
    public var count: Int { people.count }

    // MARK: - Following

    /// Takes the place of everything.
    public mutating func replace(with documents: some Sequence<PersonDocument>) {
        (words, people, changed) = ([], [:], [:])
        highest = 0
        for document in documents {
            highest = max(highest, document.number.value)
            people[document.number.value] = person(document)
            words += self.words(of: document)
        }
        words.sort { $0.text < $1.text }
    }

    /// A person came or changed, or is gone.
    public mutating func put(_ number: PersonNumber, _ document: PersonDocument?) {
        highest = max(highest, number.value)
        people[number.value] = document.map(person)
        changed[number.value] = document.map(words(of:)) ?? []
        if changed.count > Self.mostChanged { merge() }
    }

    private mutating func merge() {
        words.removeAll { changed[$0.number] != nil }
        words += changed.values.joined()
        words.sort { $0.text < $1.text }
        changed = [:]
    }

    private func person(_ document: PersonDocument) -> Person {
        let names = [document.lastName, document.firstName, document.id.text]
        return Person(
            name: names.flatMap { tokenizer.cut($0).words }.joined(separator: " "),
            isSearchable: document.isSearchable
        )
    }

    private func words(of document: PersonDocument) -> [Word] {
        let number = document.number.value
        var seen: Set<String> = []
        var found: [Word] = []
        func add(_ texts: [String], _ kind: Kind) {
            for text in texts where found.count < Self.wordsOfPerson && seen.insert(text).inserted {
                found.append(Word(text: text, number: number, kind: kind.rawValue))
            }
        }
        add([document.id.text], .id)
        add(tokenizer.cut("\(document.firstName) \(document.lastName)").words, .name)
        add(tokenizer.cut(String(document.id.text.prefix { $0 != "@" })).words, .name)
        add(document.tags.map { "#" + TagGrammar.normalise($0) }, .tag)
        add(document.tags.flatMap { tokenizer.cut($0).words }, .tag)
        add(tokenizer.cut(document.bio).words, .bio)
        return found
    }

    private enum Kind: UInt8 {
        case name = 0
        case id = 1
        case tag = 2
        case bio = 3
    }

    // MARK: - Finding

    /// The best matches after a place, at most `limit`: people one of whose words begins with each word of the query.
    ///
    /// Strangers are found if they are searchable, contacts always.
    public func find(
        _ query: String,
        contacts: Set<UInt32>,
        after place: Place? = nil,
        limit: Int
    ) -> [Place] {
        let found = found(query)
        var best = BestPlaces(limit: limit)
        for number in found.numbers {
            let kind = found.kinds[Int(number)]
            guard kind != .max, best.mayHave(isStranger: !contacts.contains(number), kind: kind),
                let candidate = candidate(number, kind, contacts), place.map({ $0 < candidate }) ?? true
            else { continue }
            best.add(candidate)
        }
        return best.places
    }

    /// The place of somebody in a result, if that one would be found.
    public func place(of number: PersonNumber, in query: String, contacts: Set<UInt32>) -> Place? {
        let kinds = found(query).kinds
        guard Int(number.value) < kinds.count, kinds[Int(number.value)] != .max else { return nil }
        return candidate(number.value, kinds[Int(number.value)], contacts)
    }

    /// Somebody who matches, if that one may be found.
    private func candidate(_ number: UInt32, _ kind: UInt8, _ contacts: Set<UInt32>) -> Place? {
        let isContact = contacts.contains(number)
        guard let person = people[number], person.isSearchable || isContact else { return nil }
        return Place(isStranger: !isContact, kind: kind, name: person.name, number: number)
    }

    /// What is looked for: the whole ID, or each word.
    private static func prefixes(_ query: String, _ tokenizer: Tokenizer) -> [String] {
        let trimmed = query.trimmingPrefix { $0.isWhitespace }
        let isID = trimmed.dropFirst().contains("@")
        let words: [String]
        if trimmed.first == "#" {
            words = ["#" + TagGrammar.normalise(String(trimmed))]
        } else if isID {
            words = [trimmed.filter { !$0.isWhitespace && $0 != "%" }.lowercased()]
        } else {
            words = tokenizer.cut(String(trimmed.first == "@" ? trimmed.dropFirst() : trimmed)).words
        }
        let isShort = words.allSatisfy { $0.unicodeScalars.count < shortestPrefix }
        return isShort ? [] : Array(words.prefix(wordsOfQuery))
    }

    /// The most words of a query that are looked for.
    private static let wordsOfQuery = 8

    /// Who matches, each once, and the best kind of word that does by the person's number; the highest for nobody.
    private struct Found {
        var numbers: [UInt32] = []
        var kinds: [UInt8]
    }

    private func found(_ query: String) -> Found {
        let prefixes = Self.prefixes(query, tokenizer)
        guard let longest = prefixes.max(by: { $0.utf8.count < $1.utf8.count }) else { return Found(kinds: []) }
        var found = matches(longest)
        for prefix in prefixes where prefix != longest {
            let others = matches(prefix)
            for number in found.numbers {
                found.kinds[Int(number)] = max(found.kinds[Int(number)], others.kinds[Int(number)])
            }
        }
        return found
    }

    /// Everybody with a word that begins so.
    private func matches(_ prefix: String) -> Found {
        var found = Found(kinds: [UInt8](repeating: .max, count: Int(highest) + 1))
        func take(_ word: Word) {
            let known = found.kinds[Int(word.number)]
            if known == .max { found.numbers.append(word.number) }
            found.kinds[Int(word.number)] = min(known, word.kind)
        }
        let first = words.partition { !($0.text < prefix) }
        let end = words.partition { !($0.text < prefix) && !$0.text.utf8.starts(with: prefix.utf8) }
        for word in words[first..<end] where changed.isEmpty || changed[word.number] == nil { take(word) }
        for word in changed.values.joined() where word.text.utf8.starts(with: prefix.utf8) { take(word) }
        return found
    }
}

/// The best so many of places that come in any order.
private struct BestPlaces {
    let limit: Int
    /// The best first.
    private(set) var places: [PeopleIndex.Place] = []

    /// Whether somebody of whom no more is known could be among them.
    func mayHave(isStranger: Bool, kind: UInt8) -> Bool {
        guard places.count >= limit, let last = places.last else { return limit > 0 }
        return (isStranger ? 1 : 0, kind) <= (last.isStranger ? 1 : 0, last.kind)
    }

    mutating func add(_ place: PeopleIndex.Place) {
        if places.count >= limit, let last = places.last, !(place < last) { return }
        let index = places.partition { place < $0 }
        places.insert(place, at: index)
        if places.count > limit { places.removeLast() }
    }
}

extension [PeopleIndex.Place] {
    /// Whom they are.
    public var people: [PersonNumber] { map { PersonNumber($0.number) } }
}

extension Array {
    /// The first index for which a condition holds that, once it holds, holds for the rest.
    fileprivate func partition(_ holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
