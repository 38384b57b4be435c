/// Writes the text of a post or a comment, always the same for the same number.
struct PostWriter: Sendable {
    let tags: TagNames
    let tagRanks: WeightedSampler
    let habits: Habits

    init(_ shape: WorldShape) {
        tags = TagNames()
        tagRanks = .zipf(count: shape.tags, exponent: 1, shift: 3)
        habits = shape.habits
    }

    /// A tag, normalised; the first ones most often.
    func tag(_ random: inout RandomSource) -> String { tags.name(tagRanks.sample(&random)) }

    // MARK: - Posts

    /// A text of a length as people write them: mostly a sentence or two, seldom an article.
    ///
    /// - Parameter mentions: Markup of the people it is addressed to.
    func post(_ language: Vocabulary, mentions: [String], _ random: inout RandomSource) -> String {
        var text = mentions.joined(separator: " ")
        let kind = random.unit()
        let isArticle = kind >= 0.86 && kind < 0.95
        if !mentions.isEmpty { text += isArticle ? "\n\n" : " " }
        switch kind {
        case _ where isArticle: article(language, &random, to: &text)
        case ..<0.62: sentences(1 + random.below(2), language, &random, to: &text)
        case ..<0.86: sentences(3 + random.below(3), language, &random, to: &text)
        default: link(language, &random, to: &text)
        }
        if random.chance(habits.tagged) { appendTags(&random, to: &text) }
        return text
    }

    /// A short answer.
    func comment(_ language: Vocabulary, mentions: [String], _ random: inout RandomSource) -> String {
        var text = ""
        if !mentions.isEmpty { text += mentions.joined(separator: " ") + " " }
        random.pick(language.replies)?.write(language, &random, to: &text)
        if random.chance(0.35) {
            text += language.sentenceGap
            sentences(1, language, &random, to: &text)
        }
        if random.chance(0.2) { text += " " + (random.pick(Vocabulary.emoji) ?? "") }
        if random.chance(0.03) { text += " #" + tag(&random) }
        return text
    }

    /// A question of a poll.
    func question(_ language: Vocabulary, _ random: inout RandomSource) -> String {
        random.pick(language.questions)?.written(language, &random) ?? "?"
    }

    // MARK: - Parts

    private func sentences(
        _ count: Int,
        _ language: Vocabulary,
        _ random: inout RandomSource,
        to text: inout String
    ) {
        for index in 0..<count {
            if index > 0 { text += language.sentenceGap }
            random.pick(language.sentences)?.write(language, &random, to: &text)
            if random.chance(0.08) { text += " " + (random.pick(Vocabulary.emoji) ?? "") }
        }
    }

    /// A heading, paragraphs, and of a quotation, a list and a link now this, now that.
    private func article(_ language: Vocabulary, _ random: inout RandomSource, to text: inout String) {
        text += "## "
        random.pick(language.headings)?.write(language, &random, to: &text)
        text += "\n\n"
        for _ in 0..<(1 + random.below(4)) {
            sentences(2 + random.below(4), language, &random, to: &text)
            text += "\n\n"
        }
        switch random.below(3) {
        case 0:
            text += "> "
            sentences(1, language, &random, to: &text)
        case 1:
            for index in 0..<(2 + random.below(3)) {
                text += (index == 0 ? "- " : "\n- ") + language.topic(&random)
            }
        default:
            text += "**" + language.topic(&random) + "**: "
            text += "<https://\(host(&random))/\(language.code)/\(random.below(10_000))>"
        }
    }

    private func link(_ language: Vocabulary, _ random: inout RandomSource, to text: inout String) {
        sentences(1, language, &random, to: &text)
        text += "\n\n[" + language.topic(&random) + "](https://\(host(&random))/\(random.below(100_000)))"
    }

    private func host(_ random: inout RandomSource) -> String { "news\(random.below(40)).example" }

    /// One or more tags at the end, in the spelling that people like: `#NewHere` now and then.
    private func appendTags(_ random: inout RandomSource, to text: inout String) {
        text += random.chance(0.5) ? "\n\n" : " "
        for index in 0...random.poisson(mean: habits.meanTags - 1) {
            if index > 0 { text += " " }
            let name = tag(&random)
            text += "#" + (random.chance(0.12) ? name.prefix(1).uppercased() + name.dropFirst() : name)
        }
    }
}
