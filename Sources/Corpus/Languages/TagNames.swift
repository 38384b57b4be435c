import SocialModel

/// The names of tags, by rank: the ones that every pod knows first, then topics of all languages, then rare words.
struct TagNames: Sendable {
    /// How many tags a world can have.
    static let limit = 60_000

    private let known: [String]

    /// Collects the names that are not made up.
    init() {
        var names = Self.wellKnown
        var seen = Set(names)
        let longest = Vocabulary.all.map(\.topics.count).max() ?? 0
        for rank in 0..<longest {
            for language in Vocabulary.all where rank < language.topics.count {
                let name = TagGrammar.normalise(language.topics[rank])
                if seen.insert(name).inserted { names.append(name) }
            }
        }
        known = names
    }

    /// The tag of a rank, normalised.
    func name(_ rank: Int) -> String {
        guard rank >= known.count else { return known[rank] }
        let language = Vocabulary.all[rank % Vocabulary.all.count]
        return TagGrammar.normalise(language.rareWord(numbered: rank)) + "\(rank % 10)"
    }

    private static let wellKnown = """
        newhere diaspora photography linux music art nature cats freesoftware politics caturday privacy photo opensource
        foto news fotografie germany garden fediverse science foss mywork europe climate gnu musik love food
        deutschland france history animals books humor fun berlin poetry landscape flowers blackandwhite cat bw friendica
        life technology internet streetphotography nowplaying meme hashtag environment debian birds dogs travel video
        kunst katzen philosophy autumn winter summer spring cinema film python raspberrypi cooking bread coffee vegan bike
        wikipedia copyleft creativecommons podcast ubuntu fsf encryption surveillance democracy kde gnome libreoffice
        inkscape gimp blender godot rust swift <3 c-base nsfw retro games chess math astronomy space moon sunset clouds snow sea
        mountains forest mushrooms insects macro portrait architecture urbex graffiti streetart design fonts comics satire
        """.split(whereSeparator: \.isWhitespace).map(String.init)
}
