import SocialModel
import Testing

@testable import Search

@Suite struct TokenizerTests {
    let tokenizer: Tokenizer

    init() throws { tokenizer = try Tokenizer() }

    func words(_ text: String) -> [String] {
        tokenizer.tokens(of: text).filter { $0.kind == .word }.map(\.text)
    }

    @Test(arguments: [
        // English: apostrophes and hyphens part words.
        ("The CAT's e-mail, isn't it?", "the cat s e mail isn t it"),
        ("snake_case 3.14 10,000 a/b", "snake case 3 14 10 000 a b"),
        ("naïve café CAFÉ cafe\u{301}", "naive cafe cafe cafe"),
        // German: ß is ss, and capital ẞ as well.
        ("Straße STRASSE STRAẞE", "strasse strasse strasse"),
        // Turkish: all four letters are one.
        ("İstanbul ISPARTA ısparta istanbul", "istanbul isparta isparta istanbul"),
        // Greek: accents and final sigma.
        ("ΌΔΥΣΣΕΎΣ Οδυσσεύς", "οδυσσευσ οδυσσευσ"),
        // French elision, ligatures, Scandinavian and Polish strokes.
        ("l’eau cœur ﬁn Ørsted Łódź smørrebrød", "l eau coeur fin orsted lodz smorrebrod"),
        // Vietnamese: two marks on one letter.
        ("Tiếng Việt đường", "tieng viet duong"),
        // Arabic with and without marks, with tatweel and hamza.
        ("مُحَمَّد محمد محـــمد أحمد", "محمد محمد محمد احمد"),
        // Hebrew with and without points.
        ("שָׁלוֹם שלום", "שלום שלום"),
        // Persian: a joiner of width zero is inside the word.
        ("می\u{200C}خواهم", "میخواهم"),
        // Russian.
        ("Ещё ЕЩЕ мой", "еще еще мои"),
        // Hindi: vowel signs, virama and nukta make the word, and stay.
        ("हिन्दी में", "हिन्दी में"),
        // Thai: words by dictionary, tones kept.
        ("ภาษาไทยง่าย", "ภาษา ไทย ง่าย"),
        // Full-width and circled forms.
        ("Ｔｏｋｙｏ ２０２０ Ⓐ x²", "tokyo 2020 a x 2"),
        // Struck-through text and stacked marks.
        ("s\u{336}t\u{336}r\u{336} z\u{311}\u{36B}\u{343}a", "str za"),
        ("…!? -- ■□ \u{301} \u{E104}\u{E101}x", "x"),
        ("", ""),
    ])
    func wordsAreFolded(text: String, expected: String) {
        #expect(words(text).joined(separator: " ") == expected)
    }

    @Test(arguments: [
        ("日本語", "日本 本語", "日 本 語"),
        ("猫", "猫", "猫"),
        ("黒猫はtower", "黒猫 猫は tower", "黒 猫 は"),
        ("ﾊﾞﾅﾅ バナナ", "バナ ナナ バナ ナナ", "バ ナ ナ バ ナ ナ"),
        ("スーパー", "スー ーパ パー", "ス ー パ ー"),
        ("한국어", "한국 국어", "한 국 어"),
        ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}", "한국", "한 국"),
        ("你好，世界！", "你好 世界", "你 好 世 界"),
        ("ヿ", "コト", "コ ト"),
        ("我爱 café", "我爱 cafe", "我 爱"),
    ])
    func charactersOfCJKComeInPairsAndAlone(text: String, pairs: String, characters: String) {
        #expect(words(text).joined(separator: " ") == pairs)
        let alone = tokenizer.tokens(of: text).filter { $0.kind == .character }.map(\.text)
        #expect(alone.joined(separator: " ") == characters)
    }

    @Test(arguments: [
        ("😀😀 ok👍🏽", ["😀", "😀", "ok", "👍"]),
        ("👩‍👩‍👧‍👦!", ["👩‍👩‍👧‍👦"]),
        ("🏳️‍🌈🇩🇪🇫🇷", ["🏳‍🌈", "🇩🇪", "🇫🇷"]),
        ("❤️ ❤", ["❤", "❤"]),
        ("👩🏾‍🚀", ["👩‍🚀"]),
    ])
    func emojiAreWords(text: String, expected: [String]) {
        // Compared by scalars, as joiners must be where they belong.
        #expect(words(text).map { Array($0.unicodeScalars) } == expected.map { Array($0.unicodeScalars) })
    }

    @Test func urlsGiveTheWordsOfHostAndPath() {
        #expect(
            words("see https://www.Example.org/some-page_1?utm=x#frag.") == [
                "see", "example", "org", "some", "page", "1",
            ]
        )
        #expect(words("[text](http://pod.org/a)b") == ["text", "pod", "org", "a", "b"])
        #expect(words("xhttp://pod.org?q") == ["xhttp", "pod", "org", "q"])
        #expect(words("https://") == [])
        #expect(words("https://пример.рф/путь") == ["пример", "рф", "путь"])
    }

    @Test func tagsAndMentionsAreTokensWithRanges() throws {
        let text = "Hé #Cät-s für @{Bob B.; bob@pod.org} und @{al@pod.org} #<3"
        let scalars = Array(text.unicodeScalars)
        let tokens = tokenizer.tokens(of: text).map { token in
            "\(token.text)|" + String(String.UnicodeScalarView(scalars[token.range]))
        }
        #expect(
            tokens == [
                "he|Hé", "cät-s|#Cät-s", "cat|Cät", "s|s", "fur|für", "bob@pod.org|@{Bob B.; bob@pod.org}", "bob|Bob",
                "b|B",
                "und|und", "al@pod.org|@{al@pod.org}", "al|al", "pod|pod", "org|org", "<3|#<3", "3|3",
            ]
        )
        let kinds = tokenizer.tokens(of: text).map(\.kind)
        #expect(kinds[5] == .mention(try #require(DiasporaID("bob@pod.org"))))
    }

    @Test(arguments: [
        "#a #b", "##boo test#foo (#p) # x #<4 #<3<3", "#hey#there #that\"s #C++", "> #quote >#quote", "a\u{A0}#nbsp",
        "\u{202A}#\u{200E}USA\u{202C} x", "#ｆｕｌｌ #vöglein #գժանո՛ց", "#emoji😀x #a\u{200D}b", "#https://x.org",
    ])
    func tagsAreThoseOfTheTagGrammar(text: String) {
        #expect(tags(text) == TagGrammar.tags(in: text))
    }

    private func tags(_ text: String) -> [String] {
        var seen: Set<String> = []
        return tokenizer.tokens(of: text).filter { $0.kind == .tag }.map(\.text).filter { seen.insert($0).inserted }
    }

    @Test func randomTextsKeepTheirTagsRangesAndShape() {
        var random = SeededRandom(seed: 7)
        let alphabet = Array("aZ9 _-#.'@\n<3éß猫は가ก่\u{301}\u{200D}😀👍🏽ﾞㅎ½\u{FDFA}\u{E101}".unicodeScalars)
        for _ in 0..<2_000 {
            let text = random.text(from: alphabet, length: 40)
            #expect(tags(text) == TagGrammar.tags(in: text), "\(text.debugDescription)")
            let count = text.unicodeScalars.count
            let odd = tokenizer.tokens(of: text).filter { token in
                guard !token.range.isEmpty, token.range.upperBound <= count else { return true }
                return (token.kind == .word || token.kind == .character) && !isWord(token.text)
            }
            #expect(odd.isEmpty, "\(text.debugDescription)")
        }
    }

    /// What FTS5 keeps in one piece, and what is no fact.
    private func isWord(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= Tokenizer.longestWord
            && text.unicodeScalars.allSatisfy { scalar in
                guard scalar.isASCII else { return !(0xE000...0xF8FF).contains(scalar.value) }
                return scalar.isWordByte && !(0x41...0x5A).contains(scalar.value)
            }
    }

    /// Texts of all that the table holds and of what it does not, letters first, with spaces between.
    @Test(arguments: [0x20..<0x7F, 0x20..<0x250, 0x370..<0x590, 0x20..<0x2070, 0x20..<0x3100, 0x1F300..<0x1F700])
    func theFastPathAgreesWithICU(range: Range<UInt32>) throws {
        var random = SeededRandom(seed: UInt64(range.upperBound))
        let breaker = try WordBreaker()
        let all = range.compactMap(Unicode.Scalar.init)
        let letters = all.filter(\.properties.isAlphabetic)
        let alphabets = [all, all, letters].map { $0 + Array(repeating: " ", count: $0.count / 6) }
        for round in 0..<3_000 where !letters.isEmpty || round % 3 < 2 {
            let scalars = Array(random.text(from: alphabets[round % 3], length: 60).unicodeScalars)
            var fast = WordScan(scalars, breaker: breaker)
            fast.run(0..<scalars.count)
            var slow = WordScan(scalars, breaker: breaker)
            slow.usesFastPath = false
            slow.run(0..<scalars.count)
            #expect(fast.tokens == slow.tokens, "\(String(String.UnicodeScalarView(scalars)).debugDescription)")
        }
    }

    /// What each of them is folded to, and beside which others.
    @Test func theTableOfScalarsIsICUs() throws {
        let breaker = try WordBreaker()
        let plain = ScalarFacts.table.indices.filter { ScalarFacts.table[$0].role == .plain }
        #expect(plain.count > 3_000)
        for value in plain {
            let scalar = try #require(Unicode.Scalar(UInt32(value)))
            for word in [[scalar], ["a", scalar, "9"], [scalar, scalar, "\u{3B1}"]] {
                var bytes: [UInt8] = []
                for scalar in word { ScalarFacts.table[Int(scalar.value)].append(to: &bytes) }
                #expect(String(decoding: bytes, as: UTF8.self) == breaker.fold(word[...]) ?? "", "\(value)")
            }
        }
    }

    @Test func whatIsCalledFoldedIsFolded() throws {
        let breaker = try WordBreaker()
        let wrong = (0x3000...0xD7FF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init).filter { scalar in
            scalar.isFoldedCJK && breaker.fold([scalar]) != String(scalar)
        }
        #expect(wrong.isEmpty)
    }

    @Test func endlessWordsAreCutOff() {
        #expect(words(String(repeating: "a", count: 5_000)) == [String(repeating: "a", count: 96)])
        #expect(words(String(repeating: "я", count: 5_000)) == [String(repeating: "я", count: 48)])
        #expect(words(String(repeating: "\u{FDFA}", count: 500)).allSatisfy { $0.utf8.count <= 96 })
        let long = words(String(repeating: "👩\u{200D}", count: 5_000))
        #expect(long.count == 1 && long[0].utf8.count <= 96)
    }
}
