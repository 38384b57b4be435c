/// What the people of one language are called, and what they write.
///
/// Words stand with the most used first, since they are drawn by Zipf's law.
/// Templates take `{t}` a topic, `{q}` a quality, `{p}` a place and `{r}` a
/// rare word; they put topics only where the language needs no agreement.
final class Vocabulary: Sendable {
    /// ISO 639-1.
    let code: String
    /// How many of 1,000 people write it.
    let share: Double
    /// Given names, each with its form in IDs: lower-case ASCII.
    let givenNames: [GivenName]
    /// Family names.
    let familyNames: [String]
    /// What people write about, without articles.
    let topics: [String]
    /// What they say of it.
    let qualities: [String]
    /// Where they are.
    let places: [String]
    /// What rare words are put together from.
    let syllables: [String]
    /// Whether rare words are capitalised, as names are.
    let capitalises: Bool
    /// What stands between two sentences.
    let sentenceGap: String
    /// What posts are made of.
    let sentences: [Template]
    /// What comments are made of.
    let replies: [Template]
    /// Headings of long posts.
    let headings: [Template]
    /// Questions with two or more answers.
    let questions: [Template]

    private let topicRanks: WeightedSampler
    private let qualityRanks: WeightedSampler

    /// A given name, and how IDs spell it.
    struct GivenName: Sendable {
        let name: String
        let ascii: String
    }

    /// Takes words separated by white space, given names as `Name/ascii` or `Name`, and a template on each line.
    init(
        code: String,
        share: Double,
        givenNames: String,
        familyNames: String,
        topics: String,
        qualities: String,
        places: String,
        syllables: String,
        capitalises: Bool = true,
        sentenceGap: String = " ",
        sentences: String,
        replies: String,
        headings: String,
        questions: String
    ) {
        func words(_ text: String) -> [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }
        func templates(_ text: String) -> [Template] { text.split(separator: "\n").map { Template(String($0)) } }
        self.code = code
        self.share = share
        self.givenNames = words(givenNames).map { entry in
            let parts = entry.split(separator: "/").map(String.init)
            return GivenName(name: parts.first ?? entry, ascii: (parts.last ?? entry).lowercased())
        }
        self.familyNames = words(familyNames)
        self.topics = words(topics)
        self.qualities = words(qualities)
        self.places = words(places)
        self.syllables = words(syllables)
        self.capitalises = capitalises
        self.sentenceGap = sentenceGap
        self.sentences = templates(sentences)
        self.replies = templates(replies)
        self.headings = templates(headings)
        self.questions = templates(questions)
        topicRanks = .zipf(count: self.topics.count, exponent: 0.9, shift: 3)
        qualityRanks = .zipf(count: self.qualities.count, exponent: 0.9, shift: 3)
    }

    /// Each language has 20,000 rare words, drawn by Zipf's law too.
    private static let rareRanks = WeightedSampler.zipf(count: 20_000, exponent: 1, shift: 20)

    // MARK: - Words

    /// A topic; the first ones most often.
    func topic(_ random: inout RandomSource) -> String { topics[topicRanks.sample(&random)] }

    /// A quality; the first ones most often.
    func quality(_ random: inout RandomSource) -> String { qualities[qualityRanks.sample(&random)] }

    /// A word that hardly anybody else uses.
    func rareWord(_ random: inout RandomSource) -> String { rareWord(numbered: Self.rareRanks.sample(&random)) }

    /// Two to four syllables, of which different numbers give different ones.
    func rareWord(numbered number: Int) -> String {
        var rest = number + syllables.count
        var word = ""
        while rest > 0 {
            word += syllables[rest % syllables.count]
            rest /= syllables.count
        }
        guard capitalises, let first = word.first else { return word }
        return first.uppercased() + word.dropFirst()
    }
}
