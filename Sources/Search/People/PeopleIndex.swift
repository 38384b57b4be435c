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
        for document in documents {
            people[document.number.value] = person(document)
            words += self.words(of: document)
        }
        words.sort { $0.text < $1.text }
    }

    /// A person came or changed, or is gone.
    public mutating func put(_ number: PersonNumber, _ document: PersonDocument?) {
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
        let prefixes = Self.prefixes(query, tokenizer)
        guard let longest = prefixes.max(by: { $0.utf8.count < $1.utf8.count }) else { return [] }
        var best: [UInt32: UInt8] = matches(longest)
        for prefix in prefixes where prefix != longest {
            let others = matches(prefix)
            best = best.reduce(into: [:]) { result, entry in
                if let other = others[entry.key] { result[entry.key] = max(entry.value, other) }
            }
        }
        var found: [Place] = []
        for (number, kind) in best {
            let isContact = contacts.contains(number)
            guard let person = people[number], person.isSearchable || isContact else { continue }
            let candidate = Place(isStranger: !isContact, kind: kind, name: person.name, number: number)
            if let place, !(place < candidate) { continue }
            found.append(candidate)
        }
        return Array(found.sorted().prefix(limit))
    }

    /// The place of somebody in a result, if that one would be found.
    public func place(of number: PersonNumber, in query: String, contacts: Set<UInt32>) -> Place? {
        find(query, contacts: contacts, limit: .max).first { $0.number == number.value }
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

    /// Everybody with a word that begins so, and the best kind of word that does.
    private func matches(_ prefix: String) -> [UInt32: UInt8] {
        var found: [UInt32: UInt8] = [:]
        func take(_ word: Word) {
            if let known = found[word.number], known <= word.kind { return }
            found[word.number] = word.kind
        }
        var place = words.partition { !($0.text < prefix) }
        while place < words.count, words[place].text.utf8.starts(with: prefix.utf8) {
            if changed[words[place].number] == nil { take(words[place]) }
            place += 1
        }
        for word in changed.values.joined() where word.text.utf8.starts(with: prefix.utf8) { take(word) }
        return found
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
