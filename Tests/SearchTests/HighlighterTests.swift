import Query
import Search
import SocialModel
import Testing

@Suite struct HighlighterTests {
    let tokenizer: Tokenizer

    init() throws { tokenizer = try Tokenizer() }

    func highlighter(_ query: String) throws -> Highlighter {
        Highlighter(try TypedQuery.parse(query, cuttingWordsWith: tokenizer), with: tokenizer)
    }

    /// The text with brackets around its highlights.
    func marked(_ text: String, _ highlights: [Highlight]) -> String {
        var scalars = Array(text.unicodeScalars)
        for highlight in highlights.reversed() {
            scalars.insert("]", at: highlight.start + highlight.length)
            scalars.insert("[", at: highlight.start)
        }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test(arguments: [
        ("cafe", "Ein 😀 Cafe\u{301}, zwei CAFÉS", "Ein 😀 [Cafe\u{301}], zwei CAFÉS"),
        ("cats", "#Cats and cats", "#[Cats] and [cats]"),
        ("#cats", "#Cats and cats", "[#Cats] and cats"),
        ("libr*", "Library librarian lib", "[Library] [librarian] lib"),
        ("\"big cat\" dog", "big dog, big cat, cat", "big [dog], [big cat], cat"),
        ("黒猫は", "大黒猫は黒", "大[黒猫は]黒"),
        ("猫", "黒猫は猫", "黒[猫]は[猫]"),
        ("@bob@pod.org", "hi @{Bob; bob@pod.org}!", "hi [@{Bob; bob@pod.org}]!"),
        ("bob", "hi @{Bob; bob@pod.org}!", "hi @{[Bob]; bob@pod.org}!"),
        ("a -b", "a b", "[a] b"),
        ("\"a a\"", "a a a", "[a a a]"),
        ("from:a@b has:photo", "a b", "a b"),
        ("strasse", "Straße!", "[Straße]!"),
    ])
    func whatAQueryAsksForIsMarked(query: String, text: String, expected: String) throws {
        #expect(marked(text, try highlighter(query).highlights(in: text)) == expected)
    }

    @Test func aSnippetShowsMostHighlights() throws {
        let filler = Array(repeating: "lorem ipsum é", count: 40).joined(separator: " ")
        let text = "cat \(filler) cat dog \(filler)"
        let snippet = try highlighter("cat dog").snippet(of: text, length: 60)
        #expect(snippet.text.contains("cat dog") && snippet.highlights.count == 2)
        #expect(snippet.text.unicodeScalars.count <= 60 && snippet.isCutOff)
        #expect(marked(snippet.text, snippet.highlights).contains("[cat] [dog]"))
        let scalars = Array(text.unicodeScalars)[snippet.start...].prefix(snippet.text.unicodeScalars.count)
        #expect(String(String.UnicodeScalarView(scalars)) == snippet.text)
        let passages = try highlighter("cat dog").passages(in: text)
        #expect(passages.highlights.count == 3 && passages.snippet.text.unicodeScalars.count <= Snippet.length)
        #expect(passages.snippet.text.contains("cat dog"))
        #expect(snippet.text.hasPrefix("lorem") || snippet.text.hasPrefix("ipsum") || snippet.text.hasPrefix("é"))
    }

    @Test func snippetsOfAnythingFit() throws {
        var random = SeededRandom(seed: 3)
        let alphabet = Array("ab  é猫😀#\n".unicodeScalars)
        for length in [1, 2, 7, 30] {
            for _ in 0..<300 {
                let text = random.text(from: alphabet, length: 80)
                let snippet = try highlighter("a OR 猫 OR #b").snippet(of: text, length: length)
                let count = snippet.text.unicodeScalars.count
                #expect(count <= length)
                #expect(snippet.highlights.allSatisfy { $0.length > 0 && $0.start + $0.length <= count })
                #expect(snippet.isCutOff == (snippet.start + count < text.unicodeScalars.count))
            }
        }
    }
}
